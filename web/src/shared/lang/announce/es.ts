import type { AnnouncementTexts } from "../texts";

const es: AnnouncementTexts = {
  ball_restated: (ball) => ({
    title: `La bola es ${ball}`,
    text: "Antes se anunció mal. Tus cartones muestran la correcta.",
  }),
  ball_recalled: (ball, reason) => ({ title: `Se ha retirado ${ball}`, text: reason }),
  pattern_restated: (name, reason) => ({ title: `La figura es: ${name}`, text: reason }),
  claims_asked: (times) => ({
    title: `¿Alguien ha ganado? Pregunta ${times} de 3`,
    text: "Canta ahora si tu cartón está completo.",
  }),
  claim_too_late: (serial, call) => ({
    title: `Cartón n.º ${serial}: se ha cantado tarde`,
    text: `Estaba completo con la bola ${call}. Según las reglas de la casa solo cuenta hasta la bola siguiente.`,
  }),
  dispute_opened: (about) => ({ title: "Hay una reclamación", text: about }),
  dispute_settled: (decision) => ({ title: "La reclamación está resuelta", text: decision }),
  duplicate_reported: (serial) => ({
    title: `Hay dos cartones n.º ${serial} en la sala`,
    text: "El personal lo resuelve con los dos jugadores.",
  }),
  duplicate_settled: (serial, settlement) => ({
    title:
      settlement === "share"
        ? `Dos cartones n.º ${serial}: los dos jugadores se reparten lo que gane`
        : `Dos cartones n.º ${serial}: los dos jugadores desempatan`,
    text: null,
  }),
  game_voided: (reason) => ({ title: "Esta partida queda anulada", text: `${reason}. Sus premios no cuentan.` }),
};

export default es;
