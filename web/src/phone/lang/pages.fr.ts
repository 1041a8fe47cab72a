import type { PageTexts } from "./pages.en";

const fr: PageTexts = {
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
