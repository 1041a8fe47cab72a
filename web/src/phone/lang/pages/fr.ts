import type { PageTexts } from "./en";

const fr: PageTexts = {
  stranger: {
    title: (count) => (count === 1 ? "Ce boîtier ne connaît pas ce carton" : "Ce boîtier ne connaît pas ces cartons"),
    text: (venue) => `Le boîtier de ${venue} ne l'a jamais vu, il ne peut donc pas jouer ce soir.`,
    why: "Pourquoi c'est possible",
    reasons: ["C'est un carton d'une autre salle.", "Il vient d'un ancien jeu de cartons."],
    next: "Montrez-le à l'accueil : on peut le rechercher et vous en donner un autre.",
    forget: (count) => (count === 1 ? "Retirer ce carton" : "Retirer ces cartons"),
  },
  scan: {
    title: "Ajouter un carton",
    aim: "Placez le code QR dans le cadre",
    starting: "Ouverture de la caméra…",
    denied: "La caméra est bloquée. Autorisez-la pour cette page dans les réglages du navigateur, ou tapez le code.",
    none: "Pas de caméra ici. Tapez le code ci-dessous.",
    stranger: "Ce code QR n'est pas celui d'un carton de bingo.",
    torch: "Lumière",
  },
  settings: {
    title: "Réglages",
    theme: "Couleurs",
    themes: { dark: "Sombre", light: "Clair", contrast: "Contraste fort" },
    awake: "Garder l'écran allumé pendant la partie",
    noAwake: "Ce navigateur ne peut pas garder l'écran allumé.",
    mark: "Marquage",
    marks: { auto: "Tout seul", tap: "Je touche mes numéros" },
    markText: "Un oubli ne coûte jamais un gain : le boîtier joue tous les cartons.",
    markHouse: "Dans cette partie tout le monde touche : règle de la maison.",
    sound: "Son quand je gagne",
    vibration: "Vibration quand je gagne",
    cards: "Mes cartons",
    remove: "Retirer",
    removeCard: (card) => `Retirer ${card}`,
    version: (version) => `Version du boîtier ${version}`,
    notices: "Police et icônes : Atkinson Hyperlegible (OFL), Lucide (ISC)",
  },
};

export default fr;
