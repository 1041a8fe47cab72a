import { number } from "../../../shared/lang/i18n";
import type { ActTexts, EntryTexts } from "./texts";

const plural = (n: number, one: string, many: string) => (n === 1 ? one : many);

/** Sentences of the activity feed. */
export const entries: EntryTexts = {
  night_opened: (d) =>
    d.rehearsal
      ? `A practice night began at ${d.venue}. Nothing counts.`
      : d.previous
        ? `Night ${d.night} began at ${d.venue}, tied to the night before.`
        : `Night ${d.night} began at ${d.venue}.`,
  box_started: (d) => `The box started (version ${d.version}). Entries checked: ${d.replayed}.`,
  storage_tested: (d, say) => `Storage tested: ${say.ms(d.fsync_p99_us)} ms, ${d.verdict}.`,
  clock_set: (d, say) => `${say.who} set the clock from ${say.moment(d.from_ms)} to ${say.moment(d.to_ms)}.`,
  clock_corrected: (d, say) =>
    `${say.who} put the clock back from ${say.moment(d.from_ms)} to ${say.moment(d.to_ms)}. It was wrong since entry ${d.since}.`,
  rollback_reported: () => "A phone remembers more than this record has. Call the owner.",
  team_noted: (d) => `The team tonight: people ${d.people.length}, devices ${d.devices.length}.`,
  staff_added: (d, say) => `${say.who} added ${say.staff(d.staff)} (${say.role(d.role)}).`,
  staff_suspended: (d, say) => `${say.who} suspended ${say.staff(d.staff)}.`,
  pin_reset: (d, say) => `${say.who} set a new PIN for ${say.staff(d.staff)}.`,
  device_enrolled: (d, say) => `${say.device(d.device)} joined the devices.`,
  device_suspended: (d, say) => `${say.who} suspended the device ${say.device(d.device)}.`,
  staff_signed_in: (d, say) => `${say.staff(d.staff)} signed in.`,
  guessing_noticed: (d) => `Somebody is guessing: ${d.what}.`,
  recording_resumed: (d, say) =>
    `Nothing was recorded from ${say.moment(d.since_ms)} on: the disk was full. Now it goes on.`,
  night_removed: (d, say) =>
    `${say.who} removed night ${d.night} from the box: ${number(d.size)} entries, of which a copy was read back.`,
  ledger_set_aside: (d) =>
    `The record of night ${d.night} could not be read from entry ${d.seq} on. It was set aside as it is.`,
  rollback_suspected: (d) => `A signed record of ${number(d.size)} entries speaks against this one. Staff decide.`,
  rollback_dismissed: (d, say) =>
    `${say.who}: the record of ${number(d.size)} entries is forged${say.because(d.reason)}. The night goes on.`,
  names_forgotten: (d, say) =>
    plural(
      d.names,
      `${say.who} erased ${number(d.names)} winner’s name of night ${d.night}.`,
      `${say.who} erased ${number(d.names)} winners’ names of night ${d.night}.`,
    ),
  card_activated: (d, say) => `${say.who} sold card ${d.serial}.`,
  card_voided: (d, say) => `${say.who} took card ${d.serial} out of play: ${d.reason}.`,
  prize_added: (d, say) => `${say.who} put a prize on the table: ${d.stock} × ${d.name}.`,
  stock_set: (d, say) => `${say.who} corrected the stock of ${say.prize(d.prize)} to ${d.stock}.`,
  game_opened: (d, say) => `${say.who} opened “${d.name}”, ${say.source(d.source)}.`,
  game_committed: (d, say) => `The draw of “${say.game(d.game)}” is sealed.`,
  game_locked: (d, say) => `${say.who} closed sales of “${say.game(d.game)}”.`,
  entropy_added: (d, say) =>
    d.text === "" ? "Nothing from the room went into the draw." : `${say.who} added from the room: “${d.text}”.`,
  ball_called: (d, say) => `${say.ball(d.ball)} called (call ${d.call}).`,
  ball_recalled: (d, say) => `${say.who} took back ${say.ball(d.ball)} (call ${d.call})${say.because(d.reason)}.`,
  ball_restated: (d, say) => `${say.who} said ${say.ball(d.ball)} again (call ${d.call}).`,
  win_detected: (d, say) => `Win on ${say.ball(d.ball)}: ${say.winning(d)}.`,
  claim_made: (d, say) =>
    d.slept
      ? `${say.who} claimed for card ${d.serial}, complete since call ${d.slept}.`
      : `${say.who} claimed for card ${d.serial}.`,
  claim_judged: (d, say) =>
    d.verdict === "good"
      ? `${say.who} verified card ${d.serial}.`
      : `${say.who}: card ${d.serial} is not a win${say.because(d.reason)}.`,
  claim_confirmed: (d, say) => `${say.who} confirmed card ${d.serial} as second person.`,
  claims_asked: (d, say) => `${say.who} asked the room for claims (${d.times}).`,
  card_shown: (d, say) => `${say.who} showed card ${d.serial} to the room.`,
  tie_resolved: (d, say) =>
    `Tie of ${say.serials(d.serials)}: ${say.tie(d.rule)}. The prize goes to ${say.serials(d.winners)}.`,
  prize_paid: (d, say) =>
    d.of > 1
      ? `${say.who} handed share ${d.share} of ${d.of} of ${say.paid(d)} to card ${d.serial}.`
      : `${say.who} handed ${say.paid(d)} to card ${d.serial}.`,
  extra_paid: (d, say) =>
    `${say.who} handed ${say.prize(d.prize)}${say.worth(d.value)} to card ${d.serial} as a side prize.`,
  stage_closed: (d, say) => `${say.who} closed stage ${d.stage + 1} of “${say.game(d.game)}”.`,
  game_paused: (d, say) => `${say.who} paused “${say.game(d.game)}”: ${d.reason}.`,
  game_resumed: (d, say) => `${say.who} went on with “${say.game(d.game)}”.`,
  game_closed: (d, say) =>
    ({
      played: `“${say.game(d.game)}” is over.`,
      ended: `${say.who} ended “${say.game(d.game)}” early${say.because(d.reason)}.`,
      cancelled: `${say.who} cancelled “${say.game(d.game)}”${say.because(d.reason)}.`,
      voided: `${say.who} declared “${say.game(d.game)}” void${say.because(d.reason)}.`,
    })[d.outcome],
  cards_packed: (d, say) => `${say.who} kept cards ${say.serials(d.serials)} together for one player.`,
  cards_reprinted: (d, say) => `${say.who} printed cards ${d.first} to ${d.last} again: ${d.reason}.`,
  duplicate_reported: (d, say) => `${say.who} reported a second card ${d.serial}: ${d.reason}.`,
  duplicate_settled: (d, say) =>
    d.settlement === "share"
      ? `${say.who} settled card ${d.serial}: its two holders share.`
      : `${say.who} settled card ${d.serial}: its two holders play it off.`,
  pot_set: (d, say) => `${say.who} set the pot ${d.name} to ${say.money(d.value)}, within ${d.within} calls.`,
  pot_grew: (d, say) =>
    `Nobody won the pot ${say.pot(d.pot)}: it holds ${say.money(d.value)}, within ${d.within} calls.`,
  pot_won: (d, say) =>
    `The pot ${say.pot(d.pot)} was won: ${say.money(d.value)}. It starts again with ${say.money(d.left)}, within ${d.within} calls.`,
  programme_set: (d, say) =>
    plural(
      d.items.length,
      `${say.who} saved the programme: ${number(d.items.length)} item.`,
      `${say.who} saved the programme: ${number(d.items.length)} items.`,
    ),
  item_shown: (d, say) =>
    d.item === null ? `${say.who} cleared the screens.` : `${say.who} put on the screens: “${say.item(d.item)}”.`,
  pace_set: (d, say) =>
    d.every_s === null
      ? `${say.who} stopped the box calling by itself in “${say.game(d.game)}”.`
      : `${say.who} let the box call “${say.game(d.game)}” by itself, every ${d.every_s} s.`,
  pattern_restated: (d, say) => `${say.who} said the pattern of stage ${d.stage + 1} again: ${d.reason}.`,
  dispute_opened: (d, say) => `${say.who} stopped “${say.game(d.game)}” for an objection: ${d.about}.`,
  dispute_settled: (d, say) => `${say.who} settled the objection in “${say.game(d.game)}”: ${d.decision}.`,
  seed_revealed: (d, say) => `The seed of “${say.game(d.game)}” is public: anyone can check the draw.`,
  refused: (d, say) =>
    `${say.who} asked to ${say.act(d.act)}. Refused: ${say.refusal(d.refusal)}${d.repeats ? ` (${d.repeats} times more)` : ""}`,
  night_closed: (_, say) => `${say.who} closed the night.`,
};

/** What people ask the box for. */
export const acts: ActTexts = {
  activate_card: "sell a card",
  void_card: "take a card out of play",
  add_prize: "add a prize",
  set_stock: "correct a stock",
  open_game: "open a game",
  lock_game: "close sales",
  add_entropy: "add something from the room",
  draw_ball: "draw a ball",
  recall_ball: "take back a ball",
  pause_game: "pause the game",
  resume_game: "go on with the game",
  claim: "claim a win",
  judge_claim: "judge a claim",
  confirm_claim: "confirm a win",
  pay_prize: "hand out a prize",
  close_stage: "close a stage",
  close_game: "end the game",
  pack_cards: "keep cards together",
  report_duplicate: "report a second card",
  settle_duplicate: "settle a second card",
  set_pot: "set a pot",
  set_programme: "save the programme",
  show_item: "put something on the screens",
  set_pace: "let the box call",
  restate_ball: "say a ball again",
  restate_pattern: "say the pattern again",
  open_dispute: "stop for an objection",
  settle_dispute: "settle an objection",
  ask_claims: "ask the room",
  show_card: "show a card",
  pay_extra: "hand out a side prize",
  void_game: "void the game",
  close_night: "close the night",
  set_aside_night: "set a night aside",
  dismiss_rollback: "go on with the record",
  open_night: "open a night",
};
