import { faultText, fieldText, type FaultTexts, type Say, type SharedTexts } from "./texts";

const thing = {
  game: "game",
  stage: "stage",
  prize: "prize",
  card: "card",
  pattern: "pattern",
  pot: "pot",
  item: "item",
  person: "person",
  device: "device",
  update: "version",
  night: "night",
};

const notACopy = {
  not_whole: "This file is no whole record of a night. Download the night again and choose that file.",
  another_night: "This file is of another night or another box. Choose the file of this night.",
  too_early: "This file was saved before the night was over. Download the night again and choose that file.",
  differs: "This file has other entries than the night on the box. Keep both, and find out which is true.",
};

const clockStays = {
  kept: "Something better than a phone keeps the clock. Check the clock of this phone.",
  known_later:
    "It is later than that for certain: the box was built, or on the internet, after that day. Check the clock of this phone.",
  ten_years: "That is more than ten years away. Check the clock of this phone.",
  sixty_days:
    "That is more than 60 days away, and no phone sets that. Connect the box to the internet, or switch it off and on and set the clock then.",
  date_needed: "Nothing has set the clock since the power came. Type today's date as well.",
  other_date: "The date you typed is not the date of this phone. Mend the one that is wrong.",
  confirm_dates: "The two dates are more than 36 hours apart. Read both and confirm again.",
};

const field: Record<string, string> = {
  name: "name",
  reason: "reason",
  about: "what it is about",
  decision: "decision",
  text: "text",
  read_out: "words to read out",
  code: "code",
  pin: "PIN",
  value: "value",
  stock: "how many",
  count: "how many",
  cards: "cards",
  minutes: "minutes",
};

const fault: FaultTexts = {
  empty: () => "nothing is written there",
  too_long: (f) => `too long. ${f.bytes_max} plain letters fit, fewer with accents or in other scripts`,
  character: (f) => `the character ${f.character} may not stand there. Type the text by hand`,
  range: (f) => `from ${f.min} to ${f.max}, please`,
  twice: () => "there is the same twice",
  wrong: () => "that is not right. Look again and type it once more",
  missing: () => "it is missing. Load this page again",
  unknown: () => "the box does not know it. Load this page again",
};

const serials = (list: readonly number[], say: Say) => say.list(list.map((serial) => `#${serial}`));

const en: SharedTexts = {
  refusal: {
    not_allowed: () => "You may not do this here. Ask the owner for the right, or use another device.",
    busy: () => "The box has a lot to do. Try again in a moment.",
    no_night: () => "No night is open. Open a night first.",
    night_over: () => "The night is closed. Open a new night to go on.",
    game_still_running: () => "A game is still running. Close it first.",
    unknown: (r) => `We can't find this ${thing[r.what]}. Check it and try again.`,
    already_exists: (r) => `A ${thing[r.what]} with this name is there already. Choose another name.`,
    invalid: (r) => `Check “${fieldText(field, r.field)}”: ${faultText(fault, r)}.`,
    unprintable: (r) =>
      `Check “${fieldText(field, r.field)}”: the letter “${r.letter}” cannot be printed. Write it with other letters.`,
    already_active: (r, say) =>
      `Card #${r.serial} was already sold at ${say.time(r.sold.at_ms)} by ${say.who(r.sold.by)}. Nothing more to do.`,
    not_active: (r) => `Card #${r.serial} was not sold tonight. Sell it first.`,
    card_void: (r, say) =>
      `Card #${r.serial} was taken out of play at ${say.time(r.voided.at_ms)} by ${say.who(r.voided.by)}. Give the guest another card.`,
    card_has_win: (r) => `Card #${r.serial} has a win to its name and cannot be voided now. Settle the win first.`,
    another_game_runs: () => "Another game is being played. Close it first.",
    not_locked: () => "Sales are still open. Close sales first.",
    already_locked: () => "Sales for this game are closed. The card can play in the next game.",
    no_cards: () => "No card plays in this game. Sell at least one first.",
    entropy_fixed: () => "The room's word is fixed already. Go on with the first ball.",
    paused: () => "The game is paused. Resume it to go on.",
    not_paused: () => "The game is not paused. You can call.",
    game_over: () => "This game is over. Go on with the next one.",
    not_running: () => "No ball is out yet. Call the first ball.",
    call_already_out: (r, say) =>
      `Call ${r.call} is already out: ${say.ball(r.ball)}. Look at the board, then call the next.`,
    ball_already_called: (r, say) =>
      `${say.ball(r.ball)} was already called (call ${r.call}). Check the ball and enter it again.`,
    ball_needed: () => "This game uses the cage. Enter the ball you pulled.",
    ball_not_wanted: () => "The box draws in this game. Press “Draw next” without naming a ball.",
    no_balls_left: () => "All 75 balls are out. Close the game.",
    ask_first: (r) =>
      `A card has won and nobody has spoken up. Ask the room three times before the next ball (asked so far: ${r.asked}).`,
    disputed: (r, say) => `Somebody objected at ${say.time(r.since.at_ms)}. Nothing goes on until it is settled.`,
    not_disputed: () => "Nothing is in dispute. The game can go on.",
    undo_not_allowed: () => "By the house rules this ball cannot be taken back. It stays, so go on from here.",
    claim_depends: (r) => `Card #${r.serial} was claimed on this ball, so the ball stays. Decide the claim.`,
    slept: (r) =>
      `Card #${r.serial} was complete on call ${r.call} already. By the house rules a win counts only before the next ball, so this claim is too late.`,
    not_shown: (r) => `Show card #${r.serial} to the room first, then decide.`,
    duplicate_open: (r) => `There are two cards #${r.serial} in the room. Settle with both players first.`,
    no_duplicate: (r) => `Nobody has reported a second card #${r.serial}. Report it first.`,
    in_another_pack: (r) => `Card #${r.serial} is in another player's pack already. Choose a card that is in no pack.`,
    no_extra: () => "This card does not get this side prize. Check the list of winners.",
    pot_in_play: () => "The game being played uses this pot. Change the pot after the game.",
    programme_changed: () =>
      "Somebody else changed the programme in the meantime. Look at it again, then repeat your change.",
    win_open: (r, say) => `A win waits for a verdict (${serials(r.serials, say)}). Decide it first.`,
    not_the_last_call: (r) => `Only the last call can be taken back. That is call ${r.call}.`,
    payout_depends: (r) => `A prize was already paid on this ball to card #${r.serial}, so the ball stays.`,
    not_a_win: (r) =>
      r.missing === 1
        ? `Card #${r.serial} has not won: one square is still missing. Keep playing.`
        : `Card #${r.serial} has not won: ${r.missing} squares are still missing. Keep playing.`,
    already_claimed: (r, say) => `This win was claimed at ${say.time(r.claimed.at_ms)}. Staff will come to check it.`,
    not_claimed: () => "Nobody has claimed this win. Enter the claim first.",
    already_judged: (r, say) =>
      `${say.who(r.judged.by)} decided this at ${say.time(r.judged.at_ms)}. Look at the list of wins.`,
    not_judged: () => "There is no verdict yet. Check the card first.",
    judged_not_a_win: () => "Staff decided that this is not a win. Ask at the desk if you disagree.",
    same_person: () => "The second person must be somebody else. Ask a colleague to confirm.",
    needs_second_person: () => "A second person must confirm this win first.",
    tie_open: (r, say) => `Other cards won on the same ball (${serials(r.serials, say)}). Decide them first.`,
    lost_the_tie: () => "By the tie rule the prize went to another card.",
    already_paid: (r, say) =>
      `The prize was handed over at ${say.time(r.paid.at_ms)} by ${say.who(r.paid.by)}. Do not pay it again.`,
    out_of_stock: () => "None of this prize is left. Correct the stock or choose another prize.",
    reason_needed: () => "Say why: a reason is required.",
    not_this_stage: () => "This stage is not being played now. Look at the board for the pattern.",
    too_many_tries: () => "Too many tries. Ask the staff to help you.",
    stage_closed: () => "This stage is closed: its last ball stays. End the game early if it must be played again.",
    nothing_won: () => "Nobody has won this stage yet: keep calling, or end the game early.",
    clock_stays: (r) => clockStays[r.why],
    limit_reached: (r) => `The box cannot hold more (${r.limit}). Close the night and open a new one.`,
    storage_full: () => "The box's disk is full, so nothing is recorded. The owner makes room: More → Nights kept.",
    ledger_damaged: (r) =>
      `Tonight's record is damaged from entry ${r.seq} on, so nothing is recorded. The owner sets it aside: More → Night.`,
    no_rollback: () => "Nothing speaks against the record any more. Nothing to do.",
    night_is_sound: () => "The record of this night is whole: there is nothing to set aside.",
    night_is_tonight: () => "This is the night that is open. Only earlier nights can be removed.",
    copy_needed: () => "First let the box read a saved copy back: download the night, then choose the file.",
    not_a_copy: (r) => notACopy[r.fault],
  },
  who: { system: "the box", player: "a guest", staff: "staff" },
  tie: {
    split: "If several cards win on the same ball, they share the prize equally.",
    split_players:
      "If several cards win on the same ball, the prize is shared equally between the players: all cards of one player count once.",
    random: "If several cards win on the same ball, one of them is drawn for the prize.",
    all_share: "If several cards win on the same ball, each gets the whole prize.",
    first_to_signal: "If several cards win on the same ball, the first to press BINGO wins.",
  },
  source: { rng: "Balls are drawn by the box", cage: "Balls come from the cage" },
  status: {
    selling: "Cards on sale",
    locked: "Starts soon",
    running: "Live now",
    paused: "Paused",
    checking: "Checking a win",
    settled: "Win settled",
    disputed: "Waiting: objection",
    over: "Over",
  },
  outcome: { played: "Played to the end", ended: "Ended early", cancelled: "Cancelled", voided: "Declared void" },
  card: { unsold: "Not sold yet", active: "Plays", void: "Out of play" },
  warning: {
    storage_full: "The box cannot record at the moment. The game waits; your cards are safe.",
    ledger_damaged: "The box cannot read tonight's record. The game waits for the owner; your cards are safe.",
    rollback_suspected: "A phone shows a record that differs from the box's. Staff are looking into it.",
  },
  win: {
    detected: "Win seen",
    claimed: "Claimed",
    needs_second: "Second check",
    good: "Verified",
    not_a_win: "Not a win",
    lost_tie: "Lost the tie",
    paid: "Paid",
    lapsed: "Not claimed",
  },
};

export default en;
