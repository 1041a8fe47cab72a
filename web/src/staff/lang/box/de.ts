import { number } from "../../../shared/lang/i18n";
import type { BoxWords } from "./en";

const plural = (n: number, one: string, many: string) => (n === 1 ? one : many);

const de: BoxWords = {
  title: "Die Box",
  refresh: "Noch einmal nachsehen",
  asOf: (time) => `Stand ${time}.`,
  tone: {
    good: "alles in Ordnung",
    warn: "im Auge behalten",
    bad: "jetzt handeln",
  },
  certificate: {
    title: "Zertifikat",
    until: (date) => `Gültig bis ${date}`,
    left: (n) => plural(n, `noch ${number(n)} Tag`, `noch ${number(n)} Tage`),
    ended: "Es ist abgelaufen.",
    from: {
      public: "Handys vertrauen der Box. Eine öffentliche Stelle bürgt für sie.",
      files: "Handys vertrauen der Box. Das Zertifikat ist das, das Sie mitgebracht haben.",
      own: "Die Box bürgt für sich selbst: Handys warnen, und Geräte des Teams installieren ihr Zertifikat einmal.",
    },
    next: {
      public: "Die Box eine Stunde ans Internet anschließen: sie holt sich selbst ein neues.",
      files: "Ein neues Zertifikat mitbringen und über das alte kopieren. Das Spiel geht dabei weiter.",
      own: "Nichts zu tun: die Box macht sich rechtzeitig ein neues.",
    },
    ownEnds:
      "Seit zwei Jahren haben nur Menschen der Box die Zeit gesagt. Eine Stunde ans Internet anschließen oder eine neuere Version installieren: dann macht sie sich ein neues.",
    missing: "Handys warnen vor dieser Box. Gäste können trotzdem spielen.",
    missingNext: "Die Box eine Stunde ans Internet anschließen oder das fehlende Zertifikat mitbringen.",
  },
  why: "Die Box sagt:",
  trust: {
    go: "Ein Gerät der Box vertrauen lassen",
    hint: "Mit dem Gerät scannen oder dort die Adresse öffnen.",
    print: "Vor dem Installieren diese Nummer vergleichen:",
  },
  clock: {
    title: "Uhr",
    from: {
      ntp: "Vom Internet gestellt.",
      cloud: "Von der Cloud gestellt.",
      rtc: "Von der eigenen Uhr der Box, die eine Batterie hat.",
      staff: "Von einem Handy des Teams gestellt.",
      none: "Seit dem Einschalten hat sie nichts gestellt.",
    },
    fine: "Dieses Handy sagt dasselbe.",
    ahead: (time, gap) => `Dieses Handy sagt ${time}: ${gap} später.`,
    behind: (time, gap) => `Dieses Handy sagt ${time}: ${gap} früher.`,
    kept: "Die Box hat recht: sie fragt das Internet. Prüfen Sie die Uhr dieses Handys.",
    battery: "Hat das Handy recht, ist vielleicht die Batterie leer. Die Box ans Internet anschließen: das stellt sie.",
    back: "Die Box geht dann zurück, und das Protokoll sagt, ab welchem Eintrag ihre Uhr falsch ging.",
    neverNext:
      "Die Box ans Internet anschließen: das stellt sie. Oder aus- und einschalten und die Uhr stellen, bevor etwas anderes es tut.",
    boxSays: (time) => `Die Box sagt: ${time}.`,
    phoneSays: (time) => `Dieses Handy sagt: ${time}.`,
    typeDate:
      "Seit dem Einschalten hat nichts die Uhr gestellt, und ein Handy kann um Jahre falsch gehen. Tippen Sie das heutige Datum, wie es der Kalender an der Wand sagt.",
    confirm: "Mehr als 36 Stunden Unterschied. Lesen Sie beide Daten noch einmal: welches ist heute?",
    day: "Tag",
    month: "Monat als Zahl",
    year: "Jahr",
    otherDate: "Dieses Handy hat ein anderes Datum. Wenn Ihres das heutige ist, stellen Sie erst die Uhr des Handys.",
    sure: "Das Handy hat recht: Uhr stellen",
    leave: "Uhr so lassen",
    set: "Uhr nach diesem Handy stellen",
    why: {
      fine: "Sie stimmen überein: nichts zu stellen.",
      kept: "Etwas Besseres als ein Handy stellt sie.",
      never: "Mehr als 60 Tage Unterschied: das stellt kein Handy.",
      typed: "Erst das heutige Datum tippen.",
    },
  },
  gap: {
    minutes: (n) => plural(n, `${number(n)} Minute`, `${number(n)} Minuten`),
    hours: (n) => plural(n, `${number(n)} Stunde`, `${number(n)} Stunden`),
    days: (n) => plural(n, `${number(n)} Tag`, `${number(n)} Tage`),
  },
  wifi: {
    title: "WLAN",
    none: "Diese Maschine macht das WLAN nicht selbst.",
    accessPoint: "Ein Zugangspunkt am Kabel der Box macht es. Diese Maschine macht das WLAN nicht selbst.",
    unnamed: "Kein Netz ist genannt",
    unknown: "Im Moment sieht niemand nach dem Funk, darum weiß die Box nicht, wie es ihm geht.",
    unknownNext: "Die Box neu starten, wenn Handys nicht hineinkommen.",
    missing: "Diese Maschine hat keinen Funk.",
    missingNext:
      'Einen einstecken: das WLAN startet von selbst. Oder einen Access Point nehmen: radio = "access-point" unter [wifi] in die Einstellungen schreiben.',
    silent: "Der Funk ist still. Die Box startet ihn selbst wieder; Handys kommen zurück.",
    restarted: (time) =>
      `Er war um ${time} still und wurde neu gestartet. Passiert das oft, nehmen Sie einen Zugangspunkt.`,
    reloaded: (time) =>
      `Er blieb um ${time} stehen und wurde neu geladen. Passiert das oft, nehmen Sie einen Zugangspunkt.`,
    seats: (taken, seats) => `${taken} von ${seats} Plätzen belegt`,
    staff: "Team",
    crowded: "Dieser Raum braucht einen Zugangspunkt: ein gewöhnlicher am Kabel der Box trägt hundert Handys und mehr.",
    crowdedNot: "Es ist Platz für weitere Handys.",
  },
  storage: {
    title: "Speicher",
    speed: {
      good: "Die Karte kommt mit: niemand wartet auf sie.",
      slow: "Die Karte ist langsam: auf manche Kugel wartet man. Nehmen Sie eine A1-Markenkarte oder eine SSD.",
      refused:
        "Die Karte ist zu langsam, um einen Abend sicher zu speichern. Tauschen Sie sie, bevor Sie Karten verkaufen.",
      unknown: "Seit dem Start wurde zu wenig gespeichert, um die Karte zu beurteilen.",
    },
    saves: (p50, p99, max) => `${p50} ms in der Regel, ${p99} ms in 99 von 100 Fällen, ${max} ms höchstens`,
    takes: "Speichern dauert",
    measured: (n, time) =>
      plural(
        n,
        `Gemessen am letzten Speichern, um ${time}.`,
        `Gemessen an den letzten ${number(n)} Malen, seit ${time}.`,
      ),
    free: "Platz",
    freeUnknown: "Unbekannt",
    freeLow:
      "Es ist wenig Platz: ein voller Abend braucht 50 MB, seine Kopien noch einmal so viel. Alte Abende entfernen (Mehr → Aufbewahrte Abende) oder eine größere Karte nehmen.",
  },
  copies: {
    title: "Kopien",
    none: "Noch hat niemand einen Abend mitgenommen.",
    taken: (night, ago) => `Abend vom ${night}, ${ago}`,
    next: "Nach jedem Abend das Protokoll mitnehmen: eine Karte kann kaputtgehen.",
  },
  nights: {
    intro:
      "Was die Box von jedem Abend aufbewahrt. Namen von Gewinnern stehen in keinem Protokoll und werden von selbst gelöscht.",
    none: "Von früheren Abenden ist nichts aufbewahrt",
    noneHint: "Hier stehen die Namen von Gewinnern, die das Team notiert, bis sie gelöscht werden.",
    of: (night) => `Abend vom ${night}`,
    record: (size) => `Sein Protokoll belegt ${size}`,
    tonight: "Der offene Abend",
    setAside: "Sein Protokoll war nicht lesbar und wurde beiseitegelegt",
    removed: (date) => `Sein Protokoll wurde am ${date} entfernt`,
    removedNext: (n) =>
      `Es hatte ${plural(n, `${number(n)} Eintrag`, `${number(n)} Einträge`)}. Sein signiertes Ende bleibt, damit sich jede Kopie damit vergleichen lässt.`,
    away: "Mitnehmen und entfernen",
    steps:
      "Zum Entfernen: herunterladen, die Box die gespeicherte Datei zurücklesen lassen, dann entfernen. Das Herunterladen allein beweist nichts.",
    download: "1. Herunterladen",
    choose: "2. Gespeicherte Datei wählen",
    whole: (n) => `Die Datei ist ganz: ${plural(n, `${number(n)} Eintrag`, `${number(n)} Einträge`)}, wie auf der Box.`,
    remove: "3. Von der Box entfernen",
    removeNext: "Danach ist die Kopie alles, was es gibt. Bitte an zwei Orten aufheben.",
    names: (n) => plural(n, `${number(n)} Name eines Gewinners`, `${number(n)} Namen von Gewinnern`),
    noRecord: "Kein Protokoll aufbewahrt, nur Namen",
    name: (name, serial) => `${name}, Karte ${number(serial)}`,
    until: (date) => `Nach dem ${date} von selbst gelöscht.`,
    forget: "Namen löschen",
    forgetNext:
      "Sie lassen sich nicht zurückholen. Das Protokoll behält von jedem ein Zeichen, das dann niemandem mehr etwas sagt.",
  },
  link: {
    title: "Internet",
    none: "Die Box war noch nie im Internet.",
    seen: (ago) => `Zuletzt im Internet: ${ago}`,
    next: "Zum Spielen braucht sie es nicht. Eine Stunde im Monat erneuert Zertifikat und Uhr.",
  },
  update: {
    title: "Version",
    none: "Eine neue kommt auf einem USB-Stick, oder aus dem Internet, wenn die Einstellungen sagen, woher. Dann steht sie hier.",
    step: {
      found: (version) => `Version ${version} ist da. Sie ist geprüft und wartet auf Ihr Wort.`,
      refused: () => "Ein Update kam, das diese Box nicht brauchen kann.",
      installing: (version) => `Version ${version} wird geschrieben. Das dauert bis zu zehn Minuten.`,
      installed: (version) =>
        `Version ${version} ist geschrieben. Sie startet auf Probe, wenn die Box das nächste Mal startet.`,
      trial: (version) =>
        `Version ${version} läuft auf Probe: Sie muss zeigen, dass sie ihren Dienst tut. Warten Sie fünf Minuten.`,
      good: (version) => `Version ${version} tut ihren Dienst: Sie bleibt.`,
      failed: (version) => `Version ${version} wurde nicht behalten. Die davor läuft, und nichts ist verloren.`,
    },
    install: (version) => `${version} installieren`,
    installNext: "Am besten an einem Tag ohne Spiel. Fällt dabei der Strom aus, startet die Box trotzdem.",
    asked: "Die Box weiß Bescheid. Diese Seite zeigt, wie es weitergeht.",
    restart: "Jetzt starten",
    restartNext:
      "Alle warten zwei Minuten; die Handys kommen von selbst zurück. Oder Sie schalten die Box später aus und ein.",
    restarting: "Die Box startet neu. Diese Seite kommt von selbst zurück.",
    back: "Zurück zur Version davor",
    backNext: "Ist etwas schlechter als vorher, kann die Box zurück. Sie tut es beim nächsten Start.",
  },
  reprint: {
    title: "Karten noch einmal drucken",
    intro:
      "Für verlorene oder beschädigte Karten. Zahlen und Codes bleiben gleich, und das Protokoll sagt, wer sie gedruckt hat und warum.",
    old: "Die alten Karten gelten weiter. Nehmen Sie eine aus dem Spiel, wenn sie wieder auftauchen kann.",
    hint: "Mehrere auf einmal: 3, 7, 20-40.",
    add: "Dazu",
    chosen: (n) => plural(n, `${number(n)} Karte`, `${number(n)} Karten`),
    none: "Noch keine Karte",
    noneHint: "Die Karte des Gasts scannen oder die Nummern tippen.",
    range: (first, last) => `Karten ${first} bis ${last}`,
    remove: (what) => `${what} weglassen`,
    many: "Höchstens 50 Bereiche auf einmal.",
    reasons: ["Verloren", "Beschädigt", "Fehldruck"],
    go: "Bögen machen",
    done: "Die Bögen sind fertig",
    save: "Bögen sichern (PDF)",
    more: "Weitere drucken",
  },
};

export default de;
