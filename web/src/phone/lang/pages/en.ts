const en = {
  stranger: {
    title: (count: number): string =>
      count === 1 ? "This card is not known to this box" : "These cards are not known to this box",
    text: (venue: string) => `The box at ${venue} has never seen it, so it cannot play tonight.`,
    why: "Why that can be",
    reasons: ["It is a card of another hall.", "It is from an older set of cards."],
    next: "Show it at the desk: they can look it up and give you another card.",
    forget: (count: number): string => (count === 1 ? "Remove this card" : "Remove these cards"),
  },
  scan: {
    title: "Add a card",
    aim: "Hold the QR code inside the frame",
    starting: "Starting the camera…",
    denied: "The camera is blocked. Allow it for this page in the browser's settings, or type the code below.",
    none: "No camera here. Type the code below.",
    stranger: "This QR code is not on a bingo card.",
    torch: "Light",
  },
  settings: {
    title: "Settings",
    theme: "Colours",
    themes: { dark: "Dark", light: "Light", contrast: "High contrast" },
    awake: "Keep the screen on during a game",
    noAwake: "This browser cannot keep the screen on.",
    mark: "Marking",
    marks: { auto: "Marks by itself", tap: "I tap my numbers" },
    markText: "A missed tap never costs a win: the box plays every card.",
    markHouse: "In this game everybody taps: a house rule.",
    sound: "Sound on a win",
    vibration: "Vibrate on a win",
    cards: "My cards",
    remove: "Remove",
    removeCard: (card: string) => `Remove ${card}`,
    version: (version: string) => `Box version ${version}`,
    notices: "Fonts and icons: Atkinson Hyperlegible (OFL), Lucide (ISC)",
  },
};

export type PageTexts = typeof en;
export default en;
