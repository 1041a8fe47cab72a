import type { AnnouncementTexts } from "../texts";

const de: AnnouncementTexts = {
  ball_restated: (ball) => ({
    title: `Die Kugel ist ${ball}`,
    text: "Sie wurde vorher falsch angesagt. Ihre Karten zeigen die richtige.",
  }),
  ball_recalled: (ball, reason) => ({ title: `${ball} wurde zurückgenommen`, text: reason }),
  pattern_restated: (name, reason) => ({ title: `Das Muster ist: ${name}`, text: reason }),
  claims_asked: (times) => ({
    title: `Hat jemand gewonnen? ${times}. von 3 Fragen`,
    text: "Rufen Sie jetzt, wenn Ihre Karte voll ist.",
  }),
  claim_too_late: (serial, call) => ({
    title: `Karte Nr. ${serial}: zu spät gemeldet`,
    text: `Sie war mit Zug ${call} voll. Nach den Hausregeln zählt ein Gewinn nur bis zur nächsten Kugel.`,
  }),
  dispute_opened: (about) => ({ title: "Es gibt einen Einspruch", text: about }),
  dispute_settled: (decision) => ({ title: "Der Einspruch ist geklärt", text: decision }),
  duplicate_reported: (serial) => ({
    title: `Karte Nr. ${serial} gibt es zweimal im Saal`,
    text: "Das Team klärt es mit beiden Gästen.",
  }),
  duplicate_settled: (serial, settlement) => ({
    title:
      settlement === "share"
        ? `Zweimal Karte Nr. ${serial}: Beide Gäste teilen sich, was sie gewinnt`
        : `Zweimal Karte Nr. ${serial}: Die beiden Gäste spielen es aus`,
    text: null,
  }),
  game_voided: (reason) => ({ title: "Dieses Spiel ist ungültig", text: `${reason}. Seine Gewinne zählen nicht.` }),
};

export default de;
