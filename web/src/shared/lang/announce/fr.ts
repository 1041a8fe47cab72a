import type { AnnouncementTexts } from "../texts";

const fr: AnnouncementTexts = {
  ball_restated: (ball) => ({
    title: `La boule est ${ball}`,
    text: "Elle avait été mal annoncée. Vos cartons montrent la bonne.",
  }),
  ball_recalled: (ball, reason) => ({ title: `${ball} a été reprise`, text: reason }),
  pattern_restated: (name, reason) => ({ title: `La figure est : ${name}`, text: reason }),
  claims_asked: (times) => ({
    title: `Quelqu'un a gagné ? Demandé ${times} fois sur 3`,
    text: "Criez maintenant si votre carton est complet.",
  }),
  claim_too_late: (serial, call) => ({
    title: `Carton n° ${serial} : annoncé trop tard`,
    text: `Il était complet au tirage ${call}. Selon le règlement, un gain ne compte que jusqu'à la boule suivante.`,
  }),
  dispute_opened: (about) => ({ title: "Quelqu'un conteste", text: about }),
  dispute_settled: (decision) => ({ title: "La contestation est réglée", text: decision }),
  duplicate_reported: (serial) => ({
    title: `Il y a deux cartons n° ${serial} dans la salle`,
    text: "Le personnel règle cela avec les deux joueurs.",
  }),
  duplicate_settled: (serial, settlement) => ({
    title:
      settlement === "share"
        ? `Deux cartons n° ${serial} : les deux joueurs partagent ce qu'il gagne`
        : `Deux cartons n° ${serial} : les deux joueurs se départagent`,
    text: null,
  }),
  game_voided: (reason) => ({ title: "Cette partie est nulle", text: `${reason}. Ses gains ne comptent pas.` }),
};

export default fr;
