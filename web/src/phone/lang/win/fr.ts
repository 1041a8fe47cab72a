import type { WinTexts } from "./en";

const fr: WinTexts = {
  claiming: "Le personnel est prévenu…",
  hurry: "Annoncez maintenant : la boule suivante peut sortir à tout moment.",
  told: "Le personnel le sait. Restez où vous êtes.",
  offline: "Pas de connexion. Allez à l'accueil avec votre carton.",
  claimed: "Annoncé. Le personnel vient vérifier votre carton.",
  second: "Vérifié une fois. Une deuxième personne va confirmer.",
  good: "Vérifié !",
  goodText: "Allez au comptoir des lots avec votre carton.",
  share: (share, of) => `Vous recevez ${share} part sur ${of} du lot.`,
  tied: (count) => `${count} cartons ont gagné sur cette boule.`,
  notAWin: "Pas gagné",
  notAWinText: "Le personnel a regardé le carton. La partie continue.",
  lostTie: "Gagné, mais l'égalité est perdue",
  paid: "Lot remis",
  paidText: "Félicitations ! Profitez-en.",
  lapsed: "Pas annoncé à temps",
  lapsedText: "L'étape a été close avant que quelqu'un annonce ce gain.",
  on: (ball, call) => `sur ${ball}, tirage ${call}`,
  qr: "Code QR de ce carton, à scanner par le personnel",
  toCard: "Retour à mes cartons",
  hand: (cards) => `Gagnent ensemble : ${cards}`,
  jackpot: (name, value) => `${name} : ${value}`,
  slept: (call) => `Complet au tirage ${call}, annoncé plus tard.`,
  more: (prize) => `Et aussi : ${prize}`,
  stopped: "Ce téléphone a perdu le boîtier et, selon le règlement, ne joue plus. Criez avec votre carton imprimé.",
};

export default fr;
