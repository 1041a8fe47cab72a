import { number } from "../../../shared/lang/i18n";
import type { BoxWords } from "./en";

const plural = (n: number, one: string, many: string) => (n < 2 ? one : many);

const fr: BoxWords = {
  title: "Le boîtier",
  refresh: "Regarder encore",
  asOf: (time) => `À ${time}.`,
  tone: {
    good: "tout va bien",
    warn: "à surveiller",
    bad: "à faire maintenant",
  },
  certificate: {
    title: "Certificat",
    until: (date) => `Valable jusqu’au ${date}`,
    left: (n) => plural(n, `${number(n)} jour restant`, `${number(n)} jours restants`),
    ended: "Il a expiré.",
    from: {
      public: "Les téléphones font confiance au boîtier. Une autorité publique répond de lui.",
      files: "Les téléphones font confiance au boîtier. Le certificat est celui que vous avez apporté.",
      own: "Le boîtier répond de lui-même : les téléphones avertissent, et les appareils de l’équipe installent son certificat une fois.",
    },
    next: {
      public: "Connectez le boîtier à internet pendant une heure : il en cherche un nouveau tout seul.",
      files: "Apportez un nouveau certificat et copiez-le sur l’ancien. Le jeu continue pendant ce temps.",
      own: "Rien à faire : le boîtier s’en fait un nouveau à temps.",
    },
    ownEnds:
      "Depuis deux ans, seules des personnes ont donné l’heure au boîtier. Connectez-le une heure à internet ou installez une version plus récente : il s’en fait alors un nouveau.",
    missing: "Les téléphones avertissent de ce boîtier. Les joueurs peuvent jouer quand même.",
    missingNext: "Connectez le boîtier à internet pendant une heure, ou apportez le certificat qui manque.",
  },
  why: "Le boîtier dit :",
  trust: {
    go: "Faire qu’un appareil fasse confiance au boîtier",
    hint: "Scannez ceci avec l’appareil, ou ouvrez-y l’adresse.",
    print: "Comparez ce numéro avant d’installer :",
  },
  clock: {
    title: "Horloge",
    from: {
      ntp: "Réglée par internet.",
      cloud: "Réglée par le cloud.",
      rtc: "Tenue par l’horloge du boîtier, qui a une pile.",
      staff: "Réglée par un téléphone de l’équipe.",
      none: "Rien ne l’a réglée depuis la mise sous tension.",
    },
    fine: "Ce téléphone dit la même chose.",
    ahead: (time, gap) => `Ce téléphone dit ${time} : ${gap} de plus.`,
    behind: (time, gap) => `Ce téléphone dit ${time} : ${gap} de moins.`,
    kept: "Le boîtier a raison : il demande à internet. Vérifiez l’horloge de ce téléphone.",
    battery: "Si le téléphone a raison, la pile est peut-être vide. Connectez le boîtier à internet : cela le règle.",
    back: "Le boîtier recule alors, et le registre dit à partir de quelle entrée son horloge était fausse.",
    neverNext:
      "Connectez le boîtier à internet : cela le règle. Ou éteignez-le et rallumez-le, et réglez l’horloge avant que rien d’autre ne le fasse.",
    boxSays: (time) => `Le boîtier dit : ${time}.`,
    phoneSays: (time) => `Ce téléphone dit : ${time}.`,
    typeDate:
      "Rien n’a réglé l’horloge depuis la mise sous tension, et un téléphone peut se tromper d’années. Tapez la date d’aujourd’hui telle que la dit un calendrier au mur.",
    confirm: "Plus de 36 heures d’écart. Relisez les deux dates : laquelle est celle d’aujourd’hui ?",
    day: "Jour",
    month: "Mois, en chiffres",
    year: "Année",
    otherDate: "Ce téléphone a une autre date. Si vous avez tapé celle d’aujourd’hui, réglez d’abord le téléphone.",
    sure: "Le téléphone a raison : régler l’horloge",
    leave: "Laisser l’horloge comme elle est",
    set: "Régler l’horloge sur ce téléphone",
    why: {
      fine: "Elles sont d’accord : il n’y a rien à régler.",
      kept: "Mieux qu’un téléphone la tient.",
      never: "Plus de 60 jours d’écart : aucun téléphone ne règle cela.",
      typed: "Tapez d’abord la date d’aujourd’hui.",
    },
  },
  gap: {
    minutes: (n) => plural(n, `${number(n)} minute`, `${number(n)} minutes`),
    hours: (n) => plural(n, `${number(n)} heure`, `${number(n)} heures`),
    days: (n) => plural(n, `${number(n)} jour`, `${number(n)} jours`),
  },
  wifi: {
    title: "Wi-Fi",
    none: "Cette machine ne fait pas le Wi-Fi elle-même.",
    accessPoint: "Un point d’accès relié au boîtier le fait. Cette machine ne fait pas le Wi-Fi elle-même.",
    unnamed: "Aucun réseau n’est nommé",
    unknown: "Personne ne surveille la radio en ce moment : le boîtier ne sait pas comment elle va.",
    unknownNext: "Redémarrez le boîtier si les téléphones n’entrent pas.",
    missing: "Cette machine n’a pas de radio.",
    missingNext:
      'Branchez-en une : le Wi-Fi démarre tout seul. Ou prenez un point d’accès : écrivez radio = "access-point" sous [wifi] dans les réglages.',
    silent: "La radio est muette. Le boîtier la relance tout seul ; les téléphones reviennent.",
    restarted: (time) =>
      `Elle était muette à ${time} et a été relancée. Si cela arrive souvent, prenez un point d’accès.`,
    reloaded: (time) =>
      `Elle s’est arrêtée à ${time} et a été rechargée. Si cela arrive souvent, prenez un point d’accès.`,
    seats: (taken, seats) => `${taken} places prises sur ${seats}`,
    staff: "équipe",
    crowded:
      "Cette salle a besoin d’un point d’accès : un modèle courant relié au boîtier porte cent téléphones et plus.",
    crowdedNot: "Il y a de la place pour d’autres téléphones.",
  },
  storage: {
    title: "Stockage",
    speed: {
      good: "La carte suit : personne ne l’attend.",
      slow: "La carte est lente : on attend certaines boules. Prenez une carte A1 de marque ou un SSD.",
      refused: "La carte est trop lente pour garder une soirée en sûreté. Remplacez-la avant de vendre des cartes.",
      unknown: "Trop peu a été enregistré depuis le démarrage pour juger la carte.",
    },
    saves: (p50, p99, max) => `${p50} ms en général, ${p99} ms dans 99 cas sur 100, ${max} ms au pire`,
    takes: "Enregistrer prend",
    measured: (n, time) =>
      plural(
        n,
        `Mesuré sur le dernier enregistrement, à ${time}.`,
        `Mesuré sur les ${number(n)} derniers enregistrements, depuis ${time}.`,
      ),
    free: "Place libre",
    freeUnknown: "Inconnue",
    freeLow:
      "Il reste peu de place : une soirée chargée prend 50 Mo, et ses copies autant. Retirez d’anciennes soirées (Plus → Soirées gardées), ou prenez une carte plus grande.",
  },
  copies: {
    title: "Copies",
    none: "Personne n’a encore emporté de soirée.",
    taken: (night, ago) => `Soirée du ${night}, ${ago}`,
    next: "Emportez le registre après chaque soirée : une carte peut casser.",
  },
  nights: {
    intro:
      "Ce que le boîtier garde de chaque soirée. Les noms des gagnants ne sont dans aucun registre et s’effacent tout seuls.",
    none: "Rien n’est gardé des soirées passées",
    noneHint: "Les noms de gagnants notés par l’équipe sont ici jusqu’à leur effacement.",
    of: (night) => `Soirée du ${night}`,
    record: (size) => `Son registre prend ${size}`,
    tonight: "La soirée ouverte",
    setAside: "Son registre était illisible et a été mis de côté",
    removed: (date) => `Son registre a été retiré le ${date}`,
    removedNext: (n) =>
      `Il avait ${plural(n, `${number(n)} entrée`, `${number(n)} entrées`)}. Sa fin signée reste, pour y comparer chaque copie.`,
    away: "L’emporter, la retirer",
    steps:
      "Pour la retirer : téléchargez-la, laissez le boîtier relire le fichier, puis retirez-la. Un téléchargement seul ne prouve rien.",
    download: "1. Télécharger",
    choose: "2. Choisir le fichier enregistré",
    whole: (n) =>
      `Le fichier est entier : ${plural(n, `${number(n)} entrée`, `${number(n)} entrées`)}, comme sur le boîtier.`,
    remove: "3. La retirer du boîtier",
    removeNext: "Ensuite, la copie est tout ce qui reste. Gardez-la à deux endroits.",
    names: (n) => plural(n, `${number(n)} nom de gagnant`, `${number(n)} noms de gagnants`),
    noRecord: "Aucun registre n’est gardé, seulement des noms",
    name: (name, serial) => `${name}, carton n° ${number(serial)}`,
    until: (date) => `Effacés tout seuls après le ${date}.`,
    forget: "Effacer les noms",
    forgetNext:
      "On ne peut pas les retrouver. Le registre garde une marque de chacun, qui ne dit alors plus rien à personne.",
  },
  link: {
    title: "Internet",
    none: "Le boîtier n’a jamais été sur internet.",
    seen: (ago) => `Dernière fois sur internet : ${ago}`,
    next: "Il n’en a pas besoin pour jouer. Une heure par mois renouvelle le certificat et l’horloge.",
  },
  update: {
    title: "Version",
    none: "Une nouvelle arrive sur une clé USB, ou par internet si les réglages disent d’où. Elle apparaît alors ici.",
    step: {
      found: (version) => `La version ${version} est arrivée. Elle est vérifiée et attend votre décision.`,
      refused: () => "Une mise à jour est arrivée que ce boîtier ne peut pas utiliser.",
      installing: (version) => `La version ${version} est en cours d’écriture. Cela prend jusqu’à dix minutes.`,
      installed: (version) =>
        `La version ${version} est écrite. Elle démarre à l’essai au prochain démarrage du boîtier.`,
      trial: (version) =>
        `La version ${version} est à l’essai : elle doit montrer qu’elle fonctionne. Attendez cinq minutes.`,
      good: (version) => `La version ${version} fonctionne : elle reste.`,
      failed: (version) => `La version ${version} n’a pas été gardée. La précédente tourne, et rien n’est perdu.`,
    },
    install: (version) => `Installer ${version}`,
    installNext: "De préférence un jour sans jeu. Si le courant est coupé entre-temps, le boîtier démarre quand même.",
    asked: "Le boîtier est prévenu. Cette page montre la suite.",
    restart: "Démarrer maintenant",
    restartNext:
      "Tout le monde attend deux minutes ; les téléphones reviennent d’eux-mêmes. Ou éteignez et rallumez le boîtier plus tard.",
    restarting: "Le boîtier redémarre. Cette page revient d’elle-même.",
    back: "Revenir à la version précédente",
    backNext:
      "Si quelque chose va moins bien qu’avant, le boîtier peut revenir en arrière. Il le fait au prochain démarrage.",
  },
  reprint: {
    title: "Réimprimer des cartes",
    intro:
      "Pour des cartes perdues ou abîmées. Numéros et codes restent les mêmes, et le registre dit qui les a imprimées et pourquoi.",
    old: "Les anciennes cartes restent valables. Retirez-en une du jeu si elle peut réapparaître.",
    hint: "Plusieurs à la fois : 3, 7, 20-40.",
    add: "Ajouter",
    chosen: (n) => plural(n, `${number(n)} carte`, `${number(n)} cartes`),
    none: "Aucune carte pour l’instant",
    noneHint: "Scannez la carte du joueur, ou tapez les numéros.",
    range: (first, last) => `Cartes ${first} à ${last}`,
    remove: (what) => `Enlever ${what}`,
    many: "Au plus 50 plages à la fois.",
    reasons: ["Perdue", "Abîmée", "Mal imprimée"],
    go: "Faire les feuilles",
    done: "Les feuilles sont prêtes",
    save: "Enregistrer les feuilles (PDF)",
    more: "En imprimer d’autres",
  },
};

export default fr;
