import type { StakeTexts } from "./en";

const fr: StakeTexts = {
  extras: {
    title: "Lots supplémentaires",
    hot: (ball, prize) => `Boule chaude ${ball} : qui gagne avec elle reçoit aussi ${prize}.`,
    neighbours: (prize) => `Bon voisin : les cartons dont le numéro touche celui du gagnant reçoivent ${prize}.`,
    ballValue: (prize, value) => `${prize} : ${value} pour chaque point de la boule gagnante.`,
    digitValue: (prize, value) => `${prize} : ${value} pour chaque point du dernier chiffre de la boule gagnante.`,
  },
  pace: (seconds) => `Une boule toutes les ${seconds} secondes.`,
  all: "Tout le règlement",
};

export default fr;
