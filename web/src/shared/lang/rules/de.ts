import type { RuleTexts } from "../texts";

const de: RuleTexts = {
  title: "Hausregeln",
  profile: {
    "friendly-pub": "Gemütliche Runde",
    "uk-style": "Britische Art",
    "michigan-style": "Michigan-Art",
    "ontario-style": "Ontario-Art",
    "fully-automatic": "Vollautomatisch",
    "lucky-draw": "Losglück",
  },
  topic: {
    source: "Kugeln",
    daub: "Markieren",
    claim: "Melden",
    window: "Warten",
    last_number: "Späte Meldung",
    ties: "Gleichstand",
    free: "Freies Feld",
    lost_link: "Keine Verbindung",
    undo: "Zurücknehmen",
    show_card: "Karte zeigen",
    second_person: "Zweite Prüfung",
  },
  daub: {
    auto: "Ihr Telefon markiert alle Zahlen von selbst.",
    tap: "Sie tippen jede Zahl selbst an. Ein vergessener Tipp kostet nie einen Gewinn: Die Box spielt jede Karte.",
    catch_up: "Sie tippen Ihre Zahlen an, und ein Knopf markiert, was Sie verpasst haben. Die Box spielt jede Karte.",
  },
  claim: {
    press: "Drücken Sie BINGO oder rufen Sie laut, wenn Sie gewonnen haben: Das macht niemand für Sie.",
    auto: "Die Box meldet jede Gewinnkarte sofort.",
  },
  window: {
    hold: "Ein Gewinn wartet, bis ihn jemand meldet oder das Team die Runde schließt: Niemand verliert durch Träumen.",
    next_ball: "Meldet niemand einen Gewinn, wird nicht gewartet: Die nächste Kugel kann gleich kommen.",
    three_asks: "Meldet niemand einen Gewinn, wird vor der nächsten Kugel dreimal in den Saal gefragt.",
  },
  late: "Die letzte Kugel muss auf der Gewinnkarte sein: Nach der nächsten Kugel ist es zu spät.",
  lateNot: "Ein verpasster Gewinn kann noch gemeldet werden, solange niemand anderes die Runde gewonnen hat.",
  lost_link: {
    plays_on: "Verliert Ihr Telefon die Verbindung, spielt die Box Ihre Karte weiter.",
    freeze:
      "Verliert Ihr Telefon die Verbindung, bleiben seine Karten stehen. Ihre gedruckte Karte gilt weiter: Rufen Sie laut.",
  },
  free: {
    counts: "Das freie Feld gilt als markiert.",
    hardway: "Das freie Feld hilft nicht: Muster, die darüber gehen, gewinnen nicht.",
  },
  undo: {
    never: "Eine gezogene Kugel bleibt.",
    before_claim: "Die letzte Kugel kann zurückgenommen werden, bis jemand auf sie einen Gewinn gemeldet hat.",
    before_payout: "Die letzte Kugel kann zurückgenommen werden, bis auf sie ein Preis ausgegeben wurde.",
  },
  show: (value) =>
    value === null
      ? "Das Team prüft Gewinnkarten; sie werden nicht dem Saal gezeigt."
      : value === ""
        ? "Jede Gewinnkarte wird dem Saal gezeigt, bevor ausgezahlt wird."
        : `Gewinnkarten für Preise ab ${value} werden dem Saal gezeigt, bevor ausgezahlt wird.`,
  second: (value) =>
    value === null
      ? "Eine Person aus dem Team genügt, um einen Gewinn zu bestätigen."
      : value === ""
        ? "Jeder Gewinn wird von einer zweiten Person bestätigt."
        : `Gewinne ab ${value} werden von einer zweiten Person bestätigt.`,
};

export default de;
