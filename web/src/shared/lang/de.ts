import { faultText, fieldText, type FaultTexts, type Say, type SharedTexts } from "./texts";

const thing = {
  game: "dieses Spiel",
  stage: "diese Runde",
  prize: "diesen Preis",
  card: "diese Karte",
  pattern: "dieses Muster",
  pot: "diesen Jackpot",
  item: "diesen Punkt",
  person: "diese Person",
  device: "dieses Gerät",
  update: "diese Version",
  night: "diesen Abend",
};

const notACopy = {
  not_whole:
    "Diese Datei ist kein ganzes Protokoll eines Abends. Bitte noch einmal herunterladen und diese Datei wählen.",
  another_night: "Diese Datei ist von einem anderen Abend oder einer anderen Box. Bitte die dieses Abends wählen.",
  too_early:
    "Diese Datei wurde vor dem Ende des Abends gespeichert. Bitte noch einmal herunterladen und diese Datei wählen.",
  differs: "Diese Datei hat andere Einträge als der Abend auf der Box. Beide behalten und klären, was stimmt.",
};

const clockStays = {
  kept: "Etwas Besseres als ein Handy stellt die Uhr. Prüfen Sie die Uhr dieses Handys.",
  known_later:
    "Es ist gewiss später: die Box wurde nach diesem Tag gebaut oder war danach im Internet. Prüfen Sie die Uhr dieses Handys.",
  ten_years: "Das sind mehr als zehn Jahre Unterschied. Prüfen Sie die Uhr dieses Handys.",
  sixty_days:
    "Das sind mehr als 60 Tage Unterschied, und das stellt kein Handy. Die Box ans Internet anschließen, oder aus- und einschalten und dann die Uhr stellen.",
  date_needed: "Seit dem Einschalten hat nichts die Uhr gestellt. Tippen Sie auch das heutige Datum.",
  other_date: "Das getippte Datum ist nicht das dieses Handys. Berichtigen Sie, was falsch ist.",
  confirm_dates:
    "Die beiden Daten liegen mehr als 36 Stunden auseinander. Lesen Sie beide und bestätigen Sie noch einmal.",
};

const field: Record<string, string> = {
  name: "Name",
  reason: "Grund",
  about: "Worum es geht",
  decision: "Entscheidung",
  text: "Text",
  read_out: "Text zum Vorlesen",
  code: "Code",
  pin: "PIN",
  value: "Wert",
  stock: "Anzahl",
  count: "Anzahl",
  cards: "Karten",
  minutes: "Minuten",
};

const fault: FaultTexts = {
  empty: () => "dort steht nichts",
  too_long: (f) => `zu lang. ${f.bytes_max} einfache Buchstaben passen, weniger mit Akzenten oder in anderen Schriften`,
  character: (f) => `das Zeichen ${f.character} darf dort nicht stehen. Den Text von Hand eintippen`,
  range: (f) => `von ${f.min} bis ${f.max}, bitte`,
  twice: () => "das steht zweimal da",
  wrong: () => "das stimmt nicht. Noch einmal nachsehen und eintippen",
  missing: () => "es fehlt. Diese Seite neu laden",
  unknown: () => "die Box kennt es nicht. Diese Seite neu laden",
};

const serials = (list: readonly number[], say: Say) => say.list(list.map((serial) => `Nr. ${serial}`));

const de: SharedTexts = {
  refusal: {
    not_allowed: () => "Das geht hier nicht. Bitten Sie die Leitung um das Recht oder nehmen Sie ein anderes Gerät.",
    busy: () => "Die Box hat viel zu tun. Versuchen Sie es gleich noch einmal.",
    no_night: () => "Es ist kein Abend geöffnet. Öffnen Sie zuerst einen.",
    night_over: () => "Der Abend ist abgeschlossen. Öffnen Sie einen neuen, um weiterzumachen.",
    game_still_running: () => "Es läuft noch ein Spiel. Beenden Sie es zuerst.",
    unknown: (r) => `Wir finden ${thing[r.what]} nicht. Bitte prüfen und noch einmal versuchen.`,
    already_exists: () => "Diesen Namen gibt es schon. Wählen Sie einen anderen.",
    invalid: (r) => `Bitte „${fieldText(field, r.field)}“ prüfen: ${faultText(fault, r)}.`,
    unprintable: (r) =>
      `Bitte „${fieldText(field, r.field)}“ prüfen: Der Buchstabe „${r.letter}“ lässt sich nicht drucken. Schreiben Sie es mit anderen Buchstaben.`,
    already_active: (r, say) =>
      `Karte Nr. ${r.serial} wurde schon um ${say.time(r.sold.at_ms)} verkauft (${say.who(r.sold.by)}). Es ist nichts mehr zu tun.`,
    not_active: (r) => `Karte Nr. ${r.serial} wurde heute nicht verkauft. Verkaufen Sie sie zuerst.`,
    card_void: (r, say) =>
      `Karte Nr. ${r.serial} wurde um ${say.time(r.voided.at_ms)} aus dem Spiel genommen (${say.who(r.voided.by)}). Geben Sie eine andere Karte.`,
    card_has_win: (r) =>
      `Karte Nr. ${r.serial} hat einen Gewinn und kann jetzt nicht gesperrt werden. Klären Sie zuerst den Gewinn.`,
    another_game_runs: () => "Es läuft ein anderes Spiel. Beenden Sie es zuerst.",
    not_locked: () => "Der Verkauf ist noch offen. Schließen Sie ihn zuerst.",
    already_locked: () => "Der Verkauf für dieses Spiel ist geschlossen. Die Karte kann im nächsten Spiel mitspielen.",
    no_cards: () => "In diesem Spiel spielt keine Karte. Verkaufen Sie mindestens eine.",
    entropy_fixed: () => "Das Wort aus dem Saal steht schon fest. Weiter mit der ersten Kugel.",
    paused: () => "Das Spiel macht Pause. Setzen Sie es fort, um weiterzumachen.",
    not_paused: () => "Das Spiel macht keine Pause. Sie können ziehen.",
    game_over: () => "Dieses Spiel ist zu Ende. Weiter mit dem nächsten.",
    not_running: () => "Es ist noch keine Kugel gezogen. Ziehen Sie die erste.",
    call_already_out: (r, say) =>
      `Zug ${r.call} ist schon heraus: ${say.ball(r.ball)}. Schauen Sie auf die Tafel und ziehen Sie dann weiter.`,
    ball_already_called: (r, say) =>
      `${say.ball(r.ball)} wurde schon gezogen (Zug ${r.call}). Prüfen Sie die Kugel und geben Sie sie neu ein.`,
    ball_needed: () => "Dieses Spiel nutzt die Trommel. Geben Sie die gezogene Kugel ein.",
    ball_not_wanted: () => "In diesem Spiel zieht die Box. Drücken Sie „Nächste Kugel“, ohne eine Zahl zu nennen.",
    no_balls_left: () => "Alle 75 Kugeln sind heraus. Beenden Sie das Spiel.",
    ask_first: (r) =>
      `Eine Karte hat gewonnen und niemand hat sich gemeldet. Fragen Sie vor der nächsten Kugel dreimal in den Saal (bisher: ${r.asked}).`,
    disputed: (r, say) =>
      `Um ${say.time(r.since.at_ms)} gab es einen Einspruch. Es geht erst weiter, wenn er geklärt ist.`,
    not_disputed: () => "Es liegt kein Einspruch vor. Das Spiel kann weitergehen.",
    undo_not_allowed: () =>
      "Nach den Hausregeln kann diese Kugel nicht zurückgenommen werden. Sie bleibt, es geht von hier weiter.",
    claim_depends: (r) =>
      `Auf diese Kugel wurde Karte Nr. ${r.serial} gemeldet: Die Kugel bleibt. Entscheiden Sie die Meldung.`,
    slept: (r) =>
      `Karte Nr. ${r.serial} war schon mit Zug ${r.call} voll. Nach den Hausregeln zählt ein Gewinn nur bis zur nächsten Kugel: Diese Meldung kommt zu spät.`,
    not_shown: (r) => `Zeigen Sie Karte Nr. ${r.serial} erst dem Saal, dann entscheiden Sie.`,
    duplicate_open: (r) => `Karte Nr. ${r.serial} gibt es zweimal im Saal. Klären Sie das erst mit beiden Gästen.`,
    no_duplicate: (r) => `Niemand hat eine zweite Karte Nr. ${r.serial} gemeldet. Melden Sie sie zuerst.`,
    in_another_pack: (r) =>
      `Karte Nr. ${r.serial} gehört schon zum Satz eines anderen Gastes. Nehmen Sie eine Karte ohne Satz.`,
    no_extra: () => "Diese Karte bekommt diesen Nebenpreis nicht. Sehen Sie in der Liste der Gewinne nach.",
    pot_in_play: () => "Das laufende Spiel geht um diesen Jackpot. Ändern Sie ihn nach dem Spiel.",
    programme_changed: () =>
      "Jemand anderes hat das Programm inzwischen geändert. Sehen Sie es sich noch einmal an und wiederholen Sie Ihre Änderung.",
    win_open: (r, say) =>
      `Ein Gewinn wartet auf die Entscheidung (${serials(r.serials, say)}). Entscheiden Sie ihn zuerst.`,
    not_the_last_call: (r) => `Nur der letzte Zug kann zurückgenommen werden: Zug ${r.call}.`,
    payout_depends: (r) =>
      `Auf diese Kugel wurde schon ein Preis an Karte Nr. ${r.serial} ausgegeben: Die Kugel bleibt.`,
    not_a_win: (r) =>
      r.missing === 1
        ? `Karte Nr. ${r.serial} hat nicht gewonnen: Es fehlt ein Feld. Spielen Sie weiter.`
        : `Karte Nr. ${r.serial} hat nicht gewonnen: Es fehlen ${r.missing} Felder. Spielen Sie weiter.`,
    already_claimed: (r, say) =>
      `Dieser Gewinn wurde um ${say.time(r.claimed.at_ms)} gemeldet. Das Team kommt zum Prüfen.`,
    not_claimed: () => "Niemand hat diesen Gewinn gemeldet. Geben Sie zuerst die Meldung ein.",
    already_judged: (r, say) =>
      `Das wurde um ${say.time(r.judged.at_ms)} entschieden (${say.who(r.judged.by)}). Sehen Sie in der Liste der Gewinne nach.`,
    not_judged: () => "Es gibt noch keine Entscheidung. Prüfen Sie zuerst die Karte.",
    judged_not_a_win: () =>
      "Das Team hat entschieden, dass es kein Gewinn ist. Fragen Sie am Tresen, wenn Sie anderer Meinung sind.",
    same_person: () => "Die zweite Person muss jemand anderes sein. Bitten Sie eine Kollegin oder einen Kollegen.",
    needs_second_person: () => "Erst muss eine zweite Person diesen Gewinn bestätigen.",
    tie_open: (r, say) =>
      `Andere Karten haben mit derselben Kugel gewonnen (${serials(r.serials, say)}). Entscheiden Sie diese zuerst.`,
    lost_the_tie: () => "Nach der Gleichstandsregel ging der Preis an eine andere Karte.",
    already_paid: (r, say) =>
      `Der Preis wurde um ${say.time(r.paid.at_ms)} ausgegeben (${say.who(r.paid.by)}). Nicht noch einmal ausgeben.`,
    out_of_stock: () =>
      "Von diesem Preis ist nichts mehr da. Berichtigen Sie den Bestand oder wählen Sie einen anderen Preis.",
    reason_needed: () => "Sagen Sie warum: Ein Grund ist nötig.",
    not_this_stage: () => "Diese Runde wird gerade nicht gespielt. Das Muster steht auf der Tafel.",
    too_many_tries: () => "Zu viele Versuche. Bitte das Team um Hilfe.",
    stage_closed: () =>
      "Diese Runde ist abgeschlossen: ihre letzte Kugel bleibt. Beenden Sie das Spiel vorzeitig, wenn es wiederholt werden muss.",
    nothing_won: () => "Diese Runde hat noch niemand gewonnen: weiter ziehen oder das Spiel vorzeitig beenden.",
    clock_stays: (r) => clockStays[r.why],
    limit_reached: (r) =>
      `Mehr kann die Box nicht aufnehmen (${r.limit}). Schließen Sie den Abend ab und öffnen Sie einen neuen.`,
    storage_full: () =>
      "Der Speicher der Box ist voll, es wird nichts aufgezeichnet. Der Inhaber schafft Platz: Mehr → Aufbewahrte Abende.",
    ledger_damaged: (r) =>
      `Das Protokoll ist ab Eintrag ${r.seq} beschädigt, es wird nichts aufgezeichnet. Der Inhaber legt es beiseite: Mehr → Abend.`,
    no_rollback: () => "Nichts widerspricht dem Protokoll mehr. Es ist nichts zu tun.",
    night_is_sound: () => "Das Protokoll dieses Abends ist ganz: Es gibt nichts beiseitezulegen.",
    night_is_tonight: () => "Das ist der offene Abend. Nur frühere Abende lassen sich entfernen.",
    copy_needed: () => "Lassen Sie die Box zuerst eine Kopie zurücklesen: Abend herunterladen, dann die Datei wählen.",
    not_a_copy: (r) => notACopy[r.fault],
  },
  who: { system: "die Box", player: "ein Gast", staff: "das Team" },
  tie: {
    split: "Gewinnen mehrere Karten mit derselben Kugel, teilen sie sich den Preis zu gleichen Teilen.",
    split_players:
      "Gewinnen mehrere Karten mit derselben Kugel, wird der Preis gleich auf die Spieler verteilt: Alle Karten einer Person zählen einmal.",
    random: "Gewinnen mehrere Karten mit derselben Kugel, wird der Preis unter ihnen verlost.",
    all_share: "Gewinnen mehrere Karten mit derselben Kugel, bekommt jede den ganzen Preis.",
    first_to_signal: "Gewinnen mehrere Karten mit derselben Kugel, gewinnt, wer zuerst BINGO drückt.",
  },
  source: { rng: "Die Box zieht die Kugeln", cage: "Die Kugeln kommen aus der Trommel" },
  status: {
    selling: "Karten im Verkauf",
    locked: "Gleich geht es los",
    running: "Läuft",
    paused: "Pause",
    checking: "Gewinn wird geprüft",
    settled: "Gewinn entschieden",
    disputed: "Einspruch",
    over: "Zu Ende",
  },
  outcome: {
    played: "Zu Ende gespielt",
    ended: "Vorzeitig beendet",
    cancelled: "Abgesagt",
    voided: "Für ungültig erklärt",
  },
  card: { unsold: "Noch nicht verkauft", active: "Spielt mit", void: "Aus dem Spiel" },
  warning: {
    storage_full: "Die Box kann gerade nichts aufzeichnen. Das Spiel wartet, Ihre Karten sind sicher.",
    ledger_damaged:
      "Die Box kann das Protokoll nicht lesen. Das Spiel wartet auf den Inhaber, Ihre Karten sind sicher.",
    rollback_suspected: "Ein Handy zeigt ein anderes Protokoll als die Box. Das Team klärt das.",
  },
  win: {
    detected: "Gewinn erkannt",
    claimed: "Gemeldet",
    needs_second: "Zweite Prüfung",
    good: "Bestätigt",
    not_a_win: "Kein Gewinn",
    lost_tie: "Gleichstand verloren",
    paid: "Ausgegeben",
    lapsed: "Nicht gemeldet",
  },
};

export default de;
