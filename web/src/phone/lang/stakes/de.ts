import type { StakeTexts } from "./en";

const de: StakeTexts = {
  extras: {
    title: "Nebenpreise",
    hot: (ball, prize) => `Heiße Kugel ${ball}: Wer mit ihr gewinnt, bekommt dazu ${prize}.`,
    neighbours: (prize) => `Guter Nachbar: Die Karten mit den Nummern neben der Gewinnkarte bekommen ${prize}.`,
    ballValue: (prize, value) => `${prize}: ${value} für jeden Punkt der Gewinnkugel.`,
    digitValue: (prize, value) => `${prize}: ${value} für jeden Punkt der letzten Ziffer der Gewinnkugel.`,
  },
  pace: (seconds) => `Alle ${seconds} Sekunden eine Kugel.`,
  all: "Alle Hausregeln",
};

export default de;
