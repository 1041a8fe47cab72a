import type { WinTexts } from "./en";

const es: WinTexts = {
  claiming: "Avisando al personal…",
  hurry: "Canta ya: la siguiente bola puede salir en cualquier momento.",
  told: "El personal lo sabe. Quédate donde estás.",
  offline: "Ahora no hay conexión. Ve al mostrador con tu cartón.",
  claimed: "Cantado. El personal viene a comprobar tu cartón.",
  second: "Comprobado una vez. Otra persona lo confirmará.",
  good: "¡Comprobado!",
  goodText: "Ve al mostrador de premios con tu cartón.",
  share: (share, of) => `Recibes ${share} de ${of} partes iguales del premio.`,
  tied: (count) => `${count} cartones ganaron con esta bola.`,
  notAWin: "No es premio",
  notAWinText: "El personal ha mirado el cartón. La partida sigue.",
  lostTie: "Ganaste, pero perdiste el empate",
  paid: "Premio entregado",
  paidText: "¡Enhorabuena! Que lo disfrutes.",
  lapsed: "No se cantó a tiempo",
  lapsedText: "La fase se cerró antes de que alguien cantara este premio.",
  on: (ball, call) => `con ${ball}, bola ${call}`,
  qr: "Código QR de este cartón para el personal",
  toCard: "Volver a mis cartones",
  hand: (cards) => `Ganan juntos: ${cards}`,
  jackpot: (name, value) => `${name}: ${value}`,
  slept: (call) => `Completo con la bola ${call}, cantado después.`,
  more: (prize) => `Además: ${prize}`,
  stopped:
    "Este teléfono ha perdido la caja y, según las reglas de la casa, no sigue jugando. Canta con tu cartón impreso.",
};

export default es;
