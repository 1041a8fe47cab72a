import type { RuleTexts } from "../texts";

const es: RuleTexts = {
  title: "Reglas de la casa",
  profile: {
    "friendly-pub": "Entre amigos",
    "uk-style": "Estilo británico",
    "michigan-style": "Estilo Míchigan",
    "ontario-style": "Estilo Ontario",
    "fully-automatic": "Todo automático",
    "lucky-draw": "Sorteo de la suerte",
  },
  topic: {
    source: "Bolas",
    daub: "Marcar",
    claim: "Cantar",
    window: "Espera",
    last_number: "Cantar tarde",
    ties: "Empates",
    free: "Casilla libre",
    lost_link: "Sin conexión",
    undo: "Retirar bolas",
    show_card: "Enseñar el cartón",
    second_person: "Segunda comprobación",
  },
  daub: {
    auto: "Tu teléfono marca solo todos los números.",
    tap: "Tocas tú cada número. Olvidar uno nunca te cuesta un premio: la caja juega todos los cartones.",
    catch_up: "Tocas tus números y un botón marca los que se te pasaron. La caja juega todos los cartones.",
  },
  claim: {
    press: "Pulsa BINGO o canta en voz alta cuando ganes: nadie lo hace por ti.",
    auto: "La caja canta al momento por cada cartón que gana.",
  },
  window: {
    hold: "Un premio espera hasta que alguien lo cante o el personal cierre la fase: nadie pierde por despistarse.",
    next_ball: "Si nadie canta un premio, no se espera: la siguiente bola puede salir enseguida.",
    three_asks: "Si nadie canta un premio, se pregunta a la sala tres veces antes de la siguiente bola.",
  },
  late: "La última bola tiene que estar en el cartón ganador: después de la bola siguiente ya es tarde.",
  lateNot: "Un premio que se te pasó todavía se puede cantar mientras nadie más haya ganado la fase.",
  lost_link: {
    plays_on: "Si tu teléfono pierde la conexión, la caja sigue jugando tu cartón.",
    freeze:
      "Si tu teléfono pierde la conexión, sus cartones se paran. El cartón impreso sigue valiendo: canta en voz alta.",
  },
  free: {
    counts: "La casilla libre cuenta como marcada.",
    hardway: "La casilla libre no ayuda: las figuras que pasan por ella no ganan.",
  },
  undo: {
    never: "Una bola cantada se queda.",
    before_claim: "La última bola se puede retirar hasta que alguien cante con ella.",
    before_payout: "La última bola se puede retirar hasta que se pague un premio con ella.",
  },
  show: (value) =>
    value === null
      ? "El personal comprueba los cartones ganadores; no hace falta enseñarlos a la sala."
      : value === ""
        ? "Todo cartón ganador se enseña a la sala antes de pagarlo."
        : `Los cartones que ganan ${value} o más se enseñan a la sala antes de pagarlos.`,
  second: (value) =>
    value === null
      ? "Basta una persona del equipo para confirmar un premio."
      : value === ""
        ? "Una segunda persona del equipo confirma cada premio."
        : `Una segunda persona del equipo confirma los premios de ${value} o más.`,
};

export default es;
