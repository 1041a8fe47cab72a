import type { StakeTexts } from "./en";

const es: StakeTexts = {
  extras: {
    title: "Premios adicionales",
    hot: (ball, prize) => `Bola caliente ${ball}: quien gane con ella recibe además ${prize}.`,
    neighbours: (prize) => `Buen vecino: los cartones con los números junto al ganador reciben ${prize}.`,
    ballValue: (prize, value) => `${prize}: ${value} por cada punto de la bola ganadora.`,
    digitValue: (prize, value) => `${prize}: ${value} por cada punto de la última cifra de la bola ganadora.`,
  },
  pace: (seconds) => `Una bola cada ${seconds} segundos.`,
  all: "Todas las reglas de la casa",
};

export default es;
