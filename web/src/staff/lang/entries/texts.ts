/** What the sentences of the activity feed are made with. */
import type { Ball, Entry, Refusal, Role, Serial, Source, StaffAct, TieRule } from "../../../shared/protocol.gen";

type Data<T extends Entry["type"]> = Extract<Entry, { type: T }>["data"];

/** How people, things and figures are written inside a sentence. */
export interface Tell {
  /** Who did it. */
  who: string;
  staff(id: string): string;
  device(id: string): string;
  game(id: string): string;
  prize(id: string): string;
  pot(id: string): string;
  item(id: string | null): string;
  act(act: string): string;
  refusal(refusal: Refusal): string;
  role(role: Role): string;
  source(source: Source): string;
  tie(rule: TieRule): string;
  ball(ball: Ball): string;
  serials(serials: readonly Serial[]): string;
  /** The cards that win. */
  winning(win: Data<"win_detected">): string;
  /** What was handed out: a prize, or a pot with what it held. */
  paid(paid: Data<"prize_paid">): string;
  money(cents: number): string;
  /** Money in brackets, as a tail of the words before; nothing when there is none. */
  worth(cents: number | null | undefined): string;
  /** The reason as a tail of the sentence; nothing when none was given. */
  because(reason: string | null | undefined): string;
  /** Day and time of day. */
  moment(at_ms: number): string;
  /** µs as ms. */
  ms(us: number): string;
}

/** One sentence for every entry of the ledger. */
export type EntryTexts = { [T in Entry["type"]]: (data: Data<T>, say: Tell) => string };

/** What staff asked for, in words that stand after "wanted to": one for every act. */
export type ActTexts = Record<StaffAct["do"], string>;
