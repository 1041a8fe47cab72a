import type { FairTexts } from "./en";

const de: FairTexts = {
  title: "Dieses Spiel nachprüfen",
  lead: "Ihr Handy rechnet die Reihenfolge der Kugeln selbst aus und vergleicht sie mit den gezogenen.",
  good: "Alles stimmt überein",
  goodText: "Die Reihenfolge stand vor dem Verkauf der ersten Karte fest, und niemand hat sie geändert.",
  goodLate: "Die Kugeln kamen in der Reihenfolge des Startwerts.",
  differs: {
    commitment: "Das Versprechen über die Reihenfolge ist nicht das, was Ihr Handy zuerst gesehen hat.",
    lock: "Karten oder Regeln wurden anders festgelegt, als Ihr Handy es zuerst gesehen hat.",
    entropy: "Das Wort aus dem Saal ist nicht das, was Ihr Handy zuerst gesehen hat.",
    calls: "Die Kugeln stehen nicht in der Reihenfolge, in der Ihr Handy sie gehört hat.",
    order: "Der offengelegte Startwert ergibt andere Kugeln, als Ihr Handy gehört hat.",
  },
  since: {
    sales:
      "Ihr Handy hat das Versprechen gesehen, als noch Karten verkauft wurden, und es behalten. Damit wird verglichen.",
    away: "Ihr Handy hat das Versprechen behalten, war aber einen Teil des Spiels nicht dabei. Was es verpasst hat, ist mit dem verglichen, was die Box später gesagt hat.",
    play: "Ihr Handy hat das Versprechen erst gesehen, als der Verkauf geschlossen war. Was davor war, ist mit dem verglichen, was die Box später gesagt hat.",
    after:
      "Ihr Handy kam erst nach dem Spiel dazu. Verglichen wird deshalb mit dem, was die Box später gesagt hat. Ein Handy, das von Anfang an da war, kann mehr beweisen.",
  },
  notSeen: "Ihr Handy war nicht dabei",
  asKept: (name: string) => `${name}, wie Ihr Handy es behalten hat`,
  bad: "Etwas stimmt nicht überein",
  badText: "Zeigen Sie diese Seite dem Team. Der markierte Schritt hat einen anderen Wert, als die Box sagt.",
  open: "Bisher stimmt alles überein",
  openText: "Der Startwert bleibt geheim, bis das Spiel zu Ende ist. Schauen Sie dann wieder nach.",
  cage: "Die Kugeln kommen aus der Trommel",
  cageText:
    "In diesem Spiel ziehen Menschen die Kugeln: Es gibt keine Reihenfolge zum Ausrechnen. Festgehalten wird nur die Eingabe.",
  uncheckable: "Auf diesem Handy nicht nachprüfbar",
  uncheckableText: "Dafür braucht es eine geschützte Verbindung (https) und einen neueren Browser.",
  none: "Noch kein Spiel zum Nachprüfen.",
  steps: {
    kept: "Die Box sagt jetzt dasselbe, was Ihr Handy zuerst gesehen hat",
    commitment: "Der Startwert ist der vor dem Verkauf versprochene",
    rules: "Die Regeln sind die festgelegten",
    lock: "Karten und Regeln standen bei Verkaufsschluss fest",
    order: "Die Kugeln kamen in der Reihenfolge des Startwerts",
  },
  result: { good: "Stimmt", bad: "Weicht ab", unknown: "Noch nicht gezeigt" },
  values: "Die Werte dahinter",
  commitment: "Versprechen (Commitment)",
  rulesHash: "Regeln",
  cardRoot: "Karten im Spiel",
  lock: "Verschluss",
  entropy: "Das Wort aus dem Saal",
  noEntropy: "keines",
  seed: "Startwert",
  secret: "geheim, bis das Spiel zu Ende ist",
  order: "Reihenfolge aller 75 Kugeln",
  signature: "Unterschrift der Box",
  signatures: {
    good: "Gut",
    bad: "Falsch: Bitte dem Team sagen",
    uncheckable: "Hier nicht nachprüfbar",
    none: "Noch keine",
  },
  entries: (size) => `gilt für ${size} Einträge von heute`,
};

export default de;
