import type { AnnouncementTexts } from "../texts";

const en: AnnouncementTexts = {
  ball_restated: (ball) => ({
    title: `The ball is ${ball}`,
    text: "It was announced wrongly before. Your cards show the right one.",
  }),
  ball_recalled: (ball, reason) => ({ title: `${ball} was taken back`, text: reason }),
  pattern_restated: (name, reason) => ({ title: `The pattern is: ${name}`, text: reason }),
  claims_asked: (times) => ({
    title: `Has anybody won? Asked ${times} of 3 times`,
    text: "Call out now if your card is complete.",
  }),
  claim_too_late: (serial, call) => ({
    title: `Card #${serial}: the claim came too late`,
    text: `It was complete on call ${call}. By the house rules a win counts only before the next ball.`,
  }),
  dispute_opened: (about) => ({ title: "Somebody objects", text: about }),
  dispute_settled: (decision) => ({ title: "The objection is settled", text: decision }),
  duplicate_reported: (serial) => ({
    title: `There are two cards #${serial} in the room`,
    text: "Staff settle it with both players.",
  }),
  duplicate_settled: (serial, settlement) => ({
    title:
      settlement === "share"
        ? `Two cards #${serial}: both players share what it wins`
        : `Two cards #${serial}: the two players play it off`,
    text: null,
  }),
  game_voided: (reason) => ({ title: "This game is void", text: `${reason}. Its wins do not count.` }),
};

export default en;
