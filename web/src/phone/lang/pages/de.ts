import type { PageTexts } from "./en";

const de: PageTexts = {
  stranger: {
    title: (count) => (count === 1 ? "Diese Box kennt die Karte nicht" : "Diese Box kennt die Karten nicht"),
    text: (venue) => `Die Box von ${venue} hat sie nie gesehen, heute Abend kann sie nicht mitspielen.`,
    why: "Woran das liegen kann",
    reasons: ["Die Karte gehört zu einem anderen Saal.", "Sie ist aus einem älteren Kartensatz."],
    next: "Zeigen Sie sie am Tresen: Dort kann man sie nachsehen und Ihnen eine andere geben.",
    forget: (count) => (count === 1 ? "Karte entfernen" : "Karten entfernen"),
  },
  scan: {
    title: "Karte hinzufügen",
    aim: "Halten Sie den QR-Code in den Rahmen",
    starting: "Kamera startet …",
    denied: "Die Kamera ist gesperrt. Erlauben Sie sie in den Einstellungen des Browsers oder tippen Sie den Code ein.",
    none: "Hier gibt es keine Kamera. Tippen Sie den Code unten ein.",
    stranger: "Dieser QR-Code gehört zu keiner Bingokarte.",
    torch: "Licht",
  },
  settings: {
    title: "Einstellungen",
    theme: "Farben",
    themes: { dark: "Dunkel", light: "Hell", contrast: "Starker Kontrast" },
    awake: "Bildschirm beim Spiel anlassen",
    noAwake: "Dieser Browser kann den Bildschirm nicht anlassen.",
    mark: "Markieren",
    marks: { auto: "Von selbst", tap: "Ich tippe selbst" },
    markText: "Ein vergessener Tipp kostet nie den Gewinn: Die Box spielt jede Karte.",
    markHouse: "In diesem Spiel tippen alle selbst: Hausregel.",
    sound: "Ton bei Gewinn",
    vibration: "Vibrieren bei Gewinn",
    cards: "Meine Karten",
    remove: "Entfernen",
    removeCard: (card) => `${card} entfernen`,
    version: (version) => `Version der Box ${version}`,
    notices: "Schrift und Zeichen: Atkinson Hyperlegible (OFL), Lucide (ISC)",
  },
};

export default de;
