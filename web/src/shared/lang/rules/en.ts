import type { RuleTexts } from "../texts";

const en: RuleTexts = {
  title: "House rules",
  profile: {
    "friendly-pub": "Friendly pub",
    "uk-style": "UK style",
    "michigan-style": "Michigan style",
    "ontario-style": "Ontario style",
    "fully-automatic": "Fully automatic",
    "lucky-draw": "Lucky draw",
  },
  topic: {
    source: "Balls",
    daub: "Marking",
    claim: "Claiming",
    window: "Waiting",
    last_number: "Late claims",
    ties: "Ties",
    free: "Free square",
    lost_link: "Lost connection",
    undo: "Taking back",
    show_card: "Showing the card",
    second_person: "Second check",
  },
  daub: {
    auto: "Your phone marks every number by itself.",
    tap: "You tap every number yourself. A missed tap never costs a win: the box plays every card.",
    catch_up: "You tap your numbers, and one button marks what you missed. The box plays every card.",
  },
  claim: {
    press: "Press BINGO or call out when you have won: nobody does it for you.",
    auto: "The box claims for every winning card at once.",
  },
  window: {
    hold: "A win waits until somebody claims it or staff close the stage: nobody loses by sleeping.",
    next_ball: "A win that nobody claims is not waited for: the next ball may come at once.",
    three_asks: "When nobody claims a win, the caller asks the room three times before the next ball.",
  },
  late: "The last ball must be on the winning card: after the next ball a claim is too late.",
  lateNot: "A win you missed can still be claimed as long as nobody else has won the stage.",
  lost_link: {
    plays_on: "If your phone loses the connection, the box plays your card on.",
    freeze: "If your phone loses the connection, its cards stop. Your printed card still counts: call out.",
  },
  free: {
    counts: "The free square counts as marked.",
    hardway: "The free square does not help: patterns through it do not win.",
  },
  undo: {
    never: "A ball that was called stays.",
    before_claim: "The last ball can be taken back until somebody has claimed on it.",
    before_payout: "The last ball can be taken back until a prize was paid on it.",
  },
  show: (value) =>
    value === null
      ? "Winning cards are checked by staff and need not be shown to the room."
      : value === ""
        ? "Every winning card is shown to the room before it is paid."
        : `Winning cards for prizes of ${value} or more are shown to the room before they are paid.`,
  second: (value) =>
    value === null
      ? "One member of staff is enough to confirm a win."
      : value === ""
        ? "Every win is confirmed by a second member of staff."
        : `Wins of ${value} or more are confirmed by a second member of staff.`,
};

export default en;
