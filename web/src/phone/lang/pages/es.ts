import type { PageTexts } from "./en";

const es: PageTexts = {
  stranger: {
    title: (count) => (count === 1 ? "Esta caja no conoce este cartón" : "Esta caja no conoce estos cartones"),
    text: (venue) => `La caja de ${venue} nunca lo ha visto, así que esta noche no puede jugar.`,
    why: "Por qué puede ser",
    reasons: ["Es un cartón de otra sala.", "Es de un juego de cartones anterior."],
    next: "Enséñalo en el mostrador: pueden buscarlo y darte otro cartón.",
    forget: (count) => (count === 1 ? "Quitar este cartón" : "Quitar estos cartones"),
  },
  scan: {
    title: "Añadir un cartón",
    aim: "Pon el código QR dentro del marco",
    starting: "Abriendo la cámara…",
    denied: "La cámara está bloqueada. Permítela para esta página en los ajustes del navegador o escribe el código.",
    none: "Aquí no hay cámara. Escribe el código abajo.",
    stranger: "Este código QR no es de un cartón de bingo.",
    torch: "Luz",
  },
  settings: {
    title: "Ajustes",
    theme: "Colores",
    themes: { dark: "Oscuro", light: "Claro", contrast: "Alto contraste" },
    awake: "Mantener la pantalla encendida durante la partida",
    noAwake: "Este navegador no puede mantener la pantalla encendida.",
    mark: "Marcado",
    marks: { auto: "Se marca solo", tap: "Marco yo" },
    markText: "Olvidar una marca nunca cuesta un premio: la caja juega todos los cartones.",
    markHouse: "En esta partida todos marcan a mano: regla de la casa.",
    sound: "Sonido al ganar",
    vibration: "Vibrar al ganar",
    cards: "Mis cartones",
    remove: "Quitar",
    removeCard: (card) => `Quitar ${card}`,
    version: (version) => `Versión de la caja ${version}`,
    notices: "Letra e iconos: Atkinson Hyperlegible (OFL), Lucide (ISC)",
  },
};

export default es;
