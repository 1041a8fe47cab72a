import { number } from "../../../shared/lang/i18n";
import type { OfficeTexts } from "./en";

const plural = (n: number, one: string, many: string) => (n < 2 ? one : many);

const fr: OfficeTexts = {
  amount: {
    wrong: {
      empty: "Écrivez un montant, par exemple 25.",
      none: "Écrivez un montant en chiffres, par exemple 25 ou 1 000 000.",
      too_large: (most) => `C'est trop : au plus ${most}.`,
      decimals: (n) =>
        n === 0
          ? "Cette monnaie n'a pas de décimales : écrivez un nombre entier."
          : `Écrivez au plus ${n} chiffres après la virgule.`,
      unclear: "Cela peut se lire de deux façons : écrivez 1500 ou 1.500 avec un point.",
    },
  },
  prizes: {
    title: "Lots",
    none: "Aucun lot",
    noneHint: "Une partie peut avoir un lot par étape.",
    name: "Ce que c'est",
    stock: "Combien",
    add: "Ajouter un lot",
    left: (n) => `reste ${n}`,
    paid: (n) => `${number(n)} remis`,
    correct: "Corriger",
    correctTitle: (prize) => `Combien reste-t-il de « ${prize} » ?`,
    out: "épuisé",
    value: "Valeur d'un lot",
    valueHint: "En argent ; 0 = symbolique. Le règlement peut demander plus de soin pour les lots chers.",
    worth: (value) => `valeur ${value}`,
    some: "le lot",
  },
  feed: {
    title: "Activité",
    filter: "Montrer",
    filters: {
      all: "Tout",
      mine: "Moi",
      wins: "Gains",
      money: "Ventes et lots",
      system: "Système",
    },
    none: "Rien pour l'instant",
    gap: (n) => plural(n, `${number(n)} entrée non montrée ici`, `${number(n)} entrées non montrées ici`),
    more: "Montrer les précédentes",
  },
  more: {
    title: "Plus",
    people: "Équipe et appareils",
    cards: "Cartons",
    night: "Soirée",
    settings: "Langue et aspect",
    box: "Le boîtier",
    nights: "Soirées gardées",
    pots: "Cagnottes",
  },
  look: {
    language: "Langue",
    theme: "Couleurs",
    themes: {
      dark: "Sombre",
      light: "Clair",
      contrast: "Contraste élevé",
    },
    text: "Taille du texte",
    texts: {
      normal: "Normale",
      large: "Grande",
      larger: "Plus grande",
    },
    sound: "Sons",
    sounds: {
      on: "Oui",
      off: "Non",
    },
  },
  team: {
    title: "Équipe et appareils",
    people: "Personnes",
    add: "Ajouter une personne",
    role: "Rôle",
    pin: "Premier code PIN",
    suspend: "Suspendre",
    restore: "Réadmettre",
    newPin: "Nouveau code",
    newPinTitle: (name) => `Nouveau code pour ${name}`,
    you: "vous",
    suspended: "suspendu",
  },
  role: {
    owner: "Propriétaire",
    caller: "Annonceur",
    seller: "Vente",
    verifier: "Vérifie les gains",
    prize_desk: "Remise des lots",
  },
  roleHint: {
    owner: "tout",
    caller: "tire les boules et vérifie les gains",
    seller: "vend des cartons",
    verifier: "vérifie les gains et remet les lots",
    prize_desk: "remet les lots",
  },
  device: {
    title: "Appareils",
    add: "Ajouter un appareil",
    profile: "À quoi il peut servir",
    offer: "Montrer un code QR",
    scan: (time) => `Scannez-le avec le nouvel appareil avant ${time}.`,
    or: "Ou ouvrez-y cette adresse :",
    connected: "connecté",
    seen: (ago) => `vu ${ago}`,
    never: "jamais vu",
    this: "cet appareil",
    profiles: {
      any: "Tout",
      sales_desk: "Point de vente",
      caller_stand: "Pupitre de tirage",
      prize_desk: "Remise des lots",
    },
  },
  cards: {
    title: "Cartons",
    made: (n) => plural(n, `Le boîtier a ${number(n)} carton.`, `Le boîtier a ${number(n)} cartons.`),
    madeNone: "Le boîtier n'a pas encore de cartons.",
    count: "Combien de nouveaux cartons",
    countHint: "1 à 5 000. Chacun garde ses numéros pour toujours.",
    kind: "Type de cartons",
    any: "Libre",
    lowTie: "Moins d'égalités",
    lowTieHint: "Deux cartons n'ont jamais la même colonne : moins d'égalités. 1 365 au plus.",
    go: "Créer les cartons",
    range: (first, last) => `Cartons ${first} à ${last}`,
    all: "Tous les cartons",
    pdf: "Feuilles à imprimer (PDF)",
    csv: "Liste pour le stock (CSV)",
    csvHint: "La liste contient les codes à taper, et qui en tape un ouvre ce carton : gardez-la comme les cartons.",
    how: "Imprimez d'abord une feuille et scannez-la. Puis imprimez le reste et plastifiez.",
    again: "Réimprimer des cartes",
  },
  night: {
    title: "Soirée",
    of: (night) => `Soirée du ${night}`,
    durability: {
      title: "À quel point le registre est en sûreté",
      saved: "dans le boîtier",
      copied: "copié",
      cloud: "dans le nuage",
      all: (n) => `tout (${n})`,
      part: (n, of) => `${n} sur ${of}`,
      none: "non",
    },
    bundle: "Télécharger le registre de la soirée",
    bundleHint: "Un fichier zip que chacun peut vérifier avec « hallbox verify ».",
    bundleEarly:
      "La soirée n'est pas close : cette copie s'arrête où elle en est, et une vérification la dira incomplète. Fermez d'abord la soirée pour l'avoir entière.",
    close: {
      go: "Clore la soirée",
      explain: (word) => `Ensuite on ne peut plus vendre, tirer ni remettre. Tapez ${word} pour confirmer.`,
      word: "CLORE",
      type: (word) => `Tapez ${word}`,
      wrong: (word) => `Tapez d'abord ${word}.`,
    },
    open: "Ouvrir une nouvelle soirée",
    openHint: "Un registre neuf et vide, lié au précédent.",
    rehearse: "Ouvrir une soirée de répétition",
    rehearseHint: "Essayez tout avec de vrais cartons : rien n'atteint une vraie soirée, aucune cagnotte ne bouge.",
    heads: {
      title: "Dans la salle",
      phones: "Téléphones",
      boards: "Écrans",
      staff: "Équipe",
    },
  },
  notice: {
    certificateEnds: (n) =>
      plural(
        n,
        `Dans ${number(n)} jour les téléphones avertiront de ce boîtier : son certificat expire.`,
        `Dans ${number(n)} jours les téléphones avertiront de ce boîtier : son certificat expire.`,
      ),
    certificateMissing: "Les téléphones avertissent de ce boîtier : il n’a pas de certificat qu’ils connaissent.",
    radioSilent: "Le Wi-Fi est muet. Le boîtier le relance tout seul.",
    radioRestarted: (time) => `Le Wi-Fi était muet et a été relancé à ${time}. Les téléphones reviennent tout seuls.`,
    radioReloaded: (time) =>
      `La radio s’est arrêtée et a été rechargée à ${time}. Les téléphones reviennent tout seuls.`,
    seatsTaken: (n) => `Les ${n} places du Wi-Fi des joueurs sont prises : personne d’autre ne peut entrer.`,
    storageSlow: "La carte est lente : on attend certaines boules.",
    storageRefused: "La carte est trop lente pour garder une soirée en sûreté.",
    storageFull: "Il reste peu de place sur la carte.",
    misuse: {
      codes: (where, _who) =>
        `Le téléphone ${where} devine des codes de cartons. Il doit attendre, les autres non. Voyez qui c’est et aidez-le à scanner son carton.`,
      claim_code: (where, _who) =>
        `Le téléphone ${where} devine le code qui donne le boîtier. Personne ne le trouve ainsi : il n’y a rien à faire.`,
      pins: (where, who) =>
        `Quelqu’un devine le code PIN de ${who} à « ${where} ». Cet appareil doit attendre, les autres non. Si ce n’est pas ${who}, suspendez l’appareil sous Équipe.`,
      sockets: (where, _who) =>
        `Tant de connexions viennent de ${where} que le boîtier en refuse d’autres. Si c’est votre routeur, mettez-le en mode pont ou écrivez addresses = "shared" sous [guests].`,
      flood: (where, _who) =>
        `L’appareil à « ${where} » envoie une demande après l’autre et il est ralenti. Regardez-le ; suspendez-le sous Équipe si personne ne s’en sert.`,
    },
    clock: "Les horloges du boîtier et de ce téléphone diffèrent de plus d’une minute.",
    look: "Voir",
    away: "Ranger cet avis",
    more: (n) => plural(n, `et ${number(n)} autre`, `et ${number(n)} autres`),
  },
};

export default fr;
