import { number } from "../../../shared/lang/i18n";
import type { OfficeTexts } from "./en";

const plural = (n: number, one: string, many: string) => (n === 1 ? one : many);

const de: OfficeTexts = {
  amount: {
    wrong: {
      empty: "Schreiben Sie einen Betrag, zum Beispiel 25.",
      none: "Schreiben Sie einen Betrag in Ziffern, zum Beispiel 25 oder 1.000.000.",
      too_large: (most) => `Das ist zu viel: höchstens ${most}.`,
      decimals: (n) =>
        n === 0
          ? "Diese Währung hat keine Nachkommastellen: schreiben Sie eine ganze Zahl."
          : `Schreiben Sie höchstens ${n} Stellen nach dem Komma.`,
      unclear: "Das kann man auf zwei Arten lesen: schreiben Sie 1500 oder 1.500 mit Punkt.",
    },
  },
  prizes: {
    title: "Preise",
    none: "Noch keine Preise",
    noneHint: "Ein Spiel kann für jede Runde einen Preis haben.",
    name: "Was es ist",
    stock: "Wie viele",
    add: "Preis hinzufügen",
    left: (n) => `${n} übrig`,
    paid: (n) => `${number(n)} ausgegeben`,
    correct: "Berichtigen",
    correctTitle: (prize) => `Wie viele „${prize}“ sind übrig?`,
    out: "nichts übrig",
    value: "Was ein Stück wert ist",
    valueHint: "In Geld; 0 = Kleinigkeit. Hausregeln können bei teuren Preisen mehr Sorgfalt verlangen.",
    worth: (value) => `Wert ${value}`,
    some: "den Preis",
  },
  feed: {
    title: "Verlauf",
    filter: "Zeigen",
    filters: {
      all: "Alles",
      mine: "Meines",
      wins: "Gewinne",
      money: "Verkauf und Preise",
      system: "System",
    },
    none: "Noch nichts hier",
    gap: (n) => plural(n, `${number(n)} Eintrag hier nicht gezeigt`, `${number(n)} Einträge hier nicht gezeigt`),
    more: "Ältere zeigen",
  },
  more: {
    title: "Mehr",
    people: "Team und Geräte",
    cards: "Karten",
    night: "Abend",
    settings: "Sprache und Aussehen",
    box: "Die Box",
    nights: "Aufbewahrte Abende",
    pots: "Töpfe",
  },
  look: {
    language: "Sprache",
    theme: "Farben",
    themes: {
      dark: "Dunkel",
      light: "Hell",
      contrast: "Hoher Kontrast",
    },
    text: "Schriftgröße",
    texts: {
      normal: "Normal",
      large: "Groß",
      larger: "Größer",
    },
    sound: "Töne",
    sounds: {
      on: "An",
      off: "Aus",
    },
  },
  team: {
    title: "Team und Geräte",
    people: "Personen",
    add: "Person aufnehmen",
    role: "Rolle",
    pin: "Erste PIN",
    suspend: "Sperren",
    restore: "Wieder zulassen",
    newPin: "Neue PIN",
    newPinTitle: (name) => `Neue PIN für ${name}`,
    you: "Sie",
    suspended: "gesperrt",
  },
  role: {
    owner: "Besitzer",
    caller: "Ansage",
    seller: "Verkauf",
    verifier: "Prüft Gewinne",
    prize_desk: "Preisausgabe",
  },
  roleHint: {
    owner: "alles",
    caller: "sagt Spiele an und prüft Gewinne",
    seller: "verkauft Karten",
    verifier: "prüft Gewinne und gibt Preise aus",
    prize_desk: "gibt Preise aus",
  },
  device: {
    title: "Geräte",
    add: "Gerät aufnehmen",
    profile: "Wofür es benutzt werden darf",
    offer: "QR-Code zeigen",
    scan: (time) => `Mit dem neuen Gerät vor ${time} scannen.`,
    or: "Oder dort diese Adresse öffnen:",
    connected: "verbunden",
    seen: (ago) => `zuletzt ${ago}`,
    never: "nie gesehen",
    this: "dieses Gerät",
    profiles: {
      any: "Alles",
      sales_desk: "Verkaufsstand",
      caller_stand: "Ansagepult",
      prize_desk: "Preisausgabe",
    },
  },
  cards: {
    title: "Karten",
    made: (n) => plural(n, `Die Box hat ${number(n)} Karte.`, `Die Box hat ${number(n)} Karten.`),
    madeNone: "Die Box hat noch keine Karten.",
    count: "Wie viele neue Karten",
    countHint: "1 bis 5.000. Jede behält ihre Zahlen für immer.",
    kind: "Art der Karten",
    any: "Beliebig",
    lowTie: "Seltener Gleichstand",
    lowTieHint: "Keine zwei Karten haben eine Spalte gemeinsam, darum gewinnen seltener mehrere. Höchstens 1365.",
    go: "Karten anlegen",
    range: (first, last) => `Karten ${first} bis ${last}`,
    all: "Alle Karten",
    pdf: "Bögen zum Drucken (PDF)",
    csv: "Liste für den Bestand (CSV)",
    csvHint:
      "In der Liste stehen die Codes zum Eintippen, und wer einen eintippt, öffnet die Karte: wie die Karten aufbewahren.",
    how: "Erst einen Bogen drucken und scannen. Dann den Rest drucken und laminieren.",
    again: "Karten noch einmal drucken",
  },
  print: {
    paper: "Papier",
    papers: { a4: "A4", letter: "US-Letter" },
    layout: "Karten",
    layouts: { sheet: "Neun auf einem Bogen", single: "Eine auf einer Seite" },
    sides: "Seiten",
    front: "Vorderseite",
    both: "Vorder- und Rückseite",
    bothHint: "Die Zahlen stehen hinten. Beidseitig drucken, über die lange Kante gewendet.",
    singleHint: "Seiten in der Größe der Karte, mit 2 mm Rand zum Abschneiden.",
    callSheet: "Ausrufzettel (PDF)",
    poster: "Plakat für die Tür (PDF)",
  },
  night: {
    title: "Abend",
    of: (night) => `Abend vom ${night}`,
    durability: {
      title: "Wie sicher das Protokoll des Abends ist",
      saved: "auf der Box gespeichert",
      copied: "kopiert",
      cloud: "in der Cloud",
      all: (n) => `alle ${n}`,
      part: (n, of) => `${n} von ${of}`,
      none: "nein",
    },
    bundle: "Protokoll des Abends herunterladen",
    bundleHint: "Eine Zip-Datei, die jeder mit „hallbox verify“ prüfen kann.",
    bundleEarly:
      "Der Abend ist nicht abgeschlossen: Diese Kopie endet hier und heißt bei einer Prüfung unvollständig. Für das ganze Protokoll erst den Abend abschließen.",
    close: {
      go: "Abend abschließen",
      explain: (word) =>
        `Danach kann nichts mehr verkauft, angesagt oder ausgegeben werden. Zum Bestätigen ${word} tippen.`,
      word: "SCHLUSS",
      type: (word) => `${word} tippen`,
      wrong: (word) => `Erst ${word} tippen.`,
    },
    open: "Neuen Abend öffnen",
    openHint: "Ein neues, leeres Protokoll, verknüpft mit dem letzten.",
    rehearse: "Übungsabend öffnen",
    rehearseHint:
      "Alles mit echten Karten ausprobieren: Nichts davon erreicht einen echten Abend, kein Topf wächst oder leert sich.",
    heads: {
      title: "Im Saal",
      phones: "Handys",
      boards: "Tafeln",
      staff: "Personal",
    },
  },
  notice: {
    certificateEnds: (n) =>
      plural(
        n,
        `In ${number(n)} Tag warnen Handys vor dieser Box: ihr Zertifikat läuft ab.`,
        `In ${number(n)} Tagen warnen Handys vor dieser Box: ihr Zertifikat läuft ab.`,
      ),
    certificateMissing: "Handys warnen vor dieser Box: sie hat kein Zertifikat, das sie kennen.",
    radioSilent: "Das WLAN ist still. Die Box startet es selbst wieder.",
    radioRestarted: (time) => `Das WLAN war still und wurde um ${time} neu gestartet. Handys kommen von selbst zurück.`,
    radioReloaded: (time) => `Der Funk blieb stehen und wurde um ${time} neu geladen. Handys kommen von selbst zurück.`,
    seatsTaken: (n) => `Alle ${n} Plätze im WLAN der Gäste sind belegt: niemand sonst kommt hinein.`,
    storageSlow: "Die Karte ist langsam: auf manche Kugel wartet man.",
    storageRefused: "Die Karte ist zu langsam, um einen Abend sicher zu speichern.",
    storageFull: "Auf der Karte ist wenig Platz.",
    misuse: {
      codes: (where, _who) =>
        `Das Handy ${where} rät Kartencodes. Es muss warten, die anderen nicht. Sehen Sie nach, wer es ist, und helfen Sie beim Scannen der Karte.`,
      claim_code: (where, _who) =>
        `Das Handy ${where} rät den Code, mit dem man die Box übernimmt. So findet ihn niemand: Es ist nichts zu tun.`,
      pins: (where, who) =>
        `Jemand rät die PIN von ${who} an „${where}“. Dieses Gerät muss warten, andere nicht. Ist es nicht ${who}, sperren Sie das Gerät unter Team.`,
      sockets: (where, _who) =>
        `Von ${where} kommen so viele Verbindungen, dass die Box weitere abweist. Ist das Ihr Router, stellen Sie ihn auf Bridge-Modus oder schreiben Sie addresses = "shared" unter [guests].`,
      flood: (where, _who) =>
        `Das Gerät an „${where}“ sendet eine Anfrage nach der anderen und wird gebremst. Sehen Sie nach; sperren Sie es unter Team, wenn niemand es benutzt.`,
    },
    clock: "Die Uhren der Box und dieses Handys weichen um mehr als eine Minute ab.",
    look: "Ansehen",
    away: "Hinweis weglegen",
    more: (n) => plural(n, `und ${number(n)} weiterer`, `und ${number(n)} weitere`),
  },
};

export default de;
