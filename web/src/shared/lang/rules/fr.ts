import type { RuleTexts } from "../texts";

const fr: RuleTexts = {
  title: "Règlement",
  profile: {
    "friendly-pub": "Entre amis",
    "uk-style": "Style britannique",
    "michigan-style": "Style Michigan",
    "ontario-style": "Style Ontario",
    "fully-automatic": "Tout automatique",
    "lucky-draw": "Tirage au sort",
  },
  topic: {
    source: "Boules",
    daub: "Marquage",
    claim: "Annonce",
    window: "Attente",
    last_number: "Annonce tardive",
    ties: "Égalités",
    free: "Case libre",
    lost_link: "Connexion perdue",
    undo: "Reprise de boule",
    show_card: "Carton montré",
    second_person: "Deuxième contrôle",
  },
  daub: {
    auto: "Votre téléphone marque tous les numéros tout seul.",
    tap: "Vous touchez chaque numéro vous-même. Un oubli ne coûte jamais un gain : le boîtier joue tous les cartons.",
    catch_up:
      "Vous touchez vos numéros, et un bouton marque ceux que vous avez manqués. Le boîtier joue tous les cartons.",
  },
  claim: {
    press: "Appuyez sur BINGO ou criez quand vous gagnez : personne ne le fait pour vous.",
    auto: "Le boîtier annonce aussitôt chaque carton gagnant.",
  },
  window: {
    hold: "Un gain attend que quelqu'un l'annonce ou que le personnel ferme l'étape : personne ne perd par distraction.",
    next_ball: "Si personne n'annonce un gain, on n'attend pas : la boule suivante peut sortir aussitôt.",
    three_asks: "Si personne n'annonce un gain, on demande trois fois à la salle avant la boule suivante.",
  },
  late: "La dernière boule doit être sur le carton gagnant : après la boule suivante, c'est trop tard.",
  lateNot: "Un gain manqué peut encore être annoncé tant que personne d'autre n'a gagné l'étape.",
  lost_link: {
    plays_on: "Si votre téléphone perd la connexion, le boîtier continue à jouer votre carton.",
    freeze: "Si votre téléphone perd la connexion, ses cartons s'arrêtent. Le carton imprimé compte toujours : criez.",
  },
  free: {
    counts: "La case libre compte comme marquée.",
    hardway: "La case libre n'aide pas : les figures qui passent par elle ne gagnent pas.",
  },
  undo: {
    never: "Une boule annoncée reste.",
    before_claim: "La dernière boule peut être reprise tant que personne n'a annoncé de gain sur elle.",
    before_payout: "La dernière boule peut être reprise tant qu'aucun lot n'a été remis sur elle.",
  },
  show: (value) =>
    value === null
      ? "Le personnel vérifie les cartons gagnants ; ils ne sont pas montrés à la salle."
      : value === ""
        ? "Chaque carton gagnant est montré à la salle avant d'être payé."
        : `Les cartons qui gagnent ${value} ou plus sont montrés à la salle avant d'être payés.`,
  second: (value) =>
    value === null
      ? "Une personne du personnel suffit pour confirmer un gain."
      : value === ""
        ? "Chaque gain est confirmé par une deuxième personne du personnel."
        : `Les gains de ${value} ou plus sont confirmés par une deuxième personne du personnel.`,
};

export default fr;
