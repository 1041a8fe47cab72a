import type { FairTexts } from "./en";

const fr: FairTexts = {
  title: "Vérifier cette partie",
  lead: "Votre téléphone calcule lui-même l'ordre des boules et le compare aux tirages.",
  good: "Tout concorde",
  goodText: "L'ordre était fixé avant la vente du premier carton, et personne ne l'a changé.",
  goodLate: "Les boules sont sorties dans l'ordre de la graine.",
  differs: {
    commitment: "La promesse sur l'ordre n'est pas celle que votre téléphone a vue d'abord.",
    lock: "Les cartons ou les règles ont été fixées autrement que ce que votre téléphone a vu d'abord.",
    entropy: "Le mot de la salle n'est pas celui que votre téléphone a vu d'abord.",
    calls: "Les boules ne sont pas dans l'ordre où votre téléphone les a entendues.",
    order: "La graine révélée donne d'autres boules que celles que votre téléphone a entendues.",
  },
  since: {
    sales:
      "Votre téléphone a vu la promesse pendant la vente des cartons et l'a gardée. La comparaison se fait avec elle.",
    away: "Votre téléphone a gardé la promesse, mais il a manqué une partie du jeu. Ce qu'il a manqué est comparé à ce que le boîtier a dit plus tard.",
    play: "Votre téléphone a vu la promesse pour la première fois une fois la vente fermée. Ce qui précède est comparé à ce que le boîtier a dit plus tard.",
    after:
      "Votre téléphone est arrivé une fois la partie finie : la comparaison se fait avec ce que le boîtier a dit plus tard. Un téléphone présent dès le début peut prouver davantage.",
  },
  notSeen: "Votre téléphone n'était pas là pour le voir",
  asKept: (name: string) => `${name}, comme votre téléphone l'a gardé`,
  bad: "Quelque chose ne concorde pas",
  badText: "Montrez cette page au personnel. L'étape marquée n'a pas la valeur que dit le boîtier.",
  open: "Jusqu'ici tout concorde",
  openText: "La graine reste secrète jusqu'à la fin de la partie. Revenez alors.",
  cage: "Les boules viennent du boulier",
  cageText:
    "Dans cette partie les boules sont tirées à la main : il n'y a pas d'ordre à calculer. Seule la saisie est notée.",
  uncheckable: "Pas vérifiable sur ce téléphone",
  uncheckableText: "Il faut une connexion protégée (https) et un navigateur plus récent.",
  none: "Pas encore de partie à vérifier.",
  steps: {
    kept: "Ce que le boîtier dit maintenant est ce que votre téléphone a vu d'abord",
    commitment: "La graine est celle promise avant la vente",
    rules: "Les règles sont celles qui ont été fixées",
    lock: "Cartons et règles étaient fixés à la fin de la vente",
    order: "Les boules sont sorties dans l'ordre de la graine",
  },
  result: { good: "Concorde", bad: "Diffère", unknown: "Pas encore montré" },
  values: "Les valeurs",
  commitment: "Promesse (engagement)",
  rulesHash: "Règles",
  cardRoot: "Cartons en jeu",
  lock: "Clôture",
  entropy: "Le mot de la salle",
  noEntropy: "aucun n'a été donné",
  seed: "Graine",
  secret: "secrète jusqu'à la fin de la partie",
  order: "Ordre des 75 boules",
  signature: "Signature du boîtier",
  signatures: {
    good: "Bonne",
    bad: "Fausse : prévenez le personnel",
    uncheckable: "Pas vérifiable ici",
    none: "Pas encore",
  },
  entries: (size) => `couvre ${size} écritures de ce soir`,
};

export default fr;
