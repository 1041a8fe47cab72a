import { called } from "../shared/bingo";
import type { By, Entry, Extra, FeedItem, Refusal, Rules, StaffAct, Stamp } from "../shared/protocol.gen";
import { clockTime, money } from "../shared/i18n";
import { refusalText as sharedRefusalText } from "../shared/words";
import { catalogue, nameOnly, stageName } from "./catalogue";
import { isText, t, tn, type Gaps, type TextKey } from "./lang";
import { nameOf, type Hall } from "./state";

/** Who did it, as people say it: "Ana (Bar)". */
export function who(by: By, hall: Hall | null): string {
  if (by.kind === "system") return t("who_box");
  if (by.kind === "player") return t("who_guest");
  const name = (hall && nameOf(hall, by.staff)) ?? t("who_staff");
  return by.desk ? `${name} (${by.desk})` : name;
}

/** Who and when: "Ana (Bar), 20:14". */
export function stampText(stamp: Stamp, hall: Hall | null): string {
  return `${who(stamp.by, hall)}, ${clockTime(stamp.at_ms)}`;
}

/** Why the box said no, and what to do next. */
export function refusalText(refusal: Refusal, hall: Hall | null): string {
  return sharedRefusalText(refusal, (by) => who(by, hall));
}

/** What a feed item says. */
export function sentence(item: FeedItem, hall: Hall): string {
  if (item.entry.type === "programme_set") return tn("entry_programme_set", item.entry.data.items.length, { who: who(item.by, hall) });
  return t(`entry_${entryKey(item.entry)}` as TextKey, { who: who(item.by, hall), ...entryGaps(item.entry, hall) });
}

function entryKey(entry: Entry): string {
  if (entry.type === "claim_judged") return `claim_judged_${entry.data.verdict}`;
  if (entry.type === "game_closed") return `game_closed_${entry.data.outcome}`;
  if (entry.type === "entropy_added" && entry.data.text === "") return "entropy_none";
  if (entry.type === "prize_paid" && entry.data.of > 1) return "prize_share_paid";
  if (entry.type === "night_opened" && entry.data.rehearsal) return "night_rehearsal";
  if (entry.type === "night_opened" && entry.data.previous) return "night_followed";
  if (entry.type === "duplicate_settled") return `duplicate_settled_${entry.data.settlement}`;
  if (entry.type === "claim_made" && entry.data.slept) return "claim_late";
  if (entry.type === "item_shown" && entry.data.item === null) return "item_taken_off";
  if (entry.type === "pace_set" && entry.data.every_s === null) return "pace_stopped";
  return entry.type;
}

function entryGaps(entry: Entry, hall: Hall): Gaps {
  const game = "game" in entry.data ? { game: gameName(entry.data.game, hall) } : {};
  switch (entry.type) {
    case "night_opened":
      return { venue: entry.data.venue, night: entry.data.night };
    case "storage_tested":
      return { ms: (entry.data.fsync_p99_us / 1_000).toFixed(1), verdict: entry.data.verdict };
    case "staff_added":
      return { staff: nameOf(hall, entry.data.staff) ?? "", role: t(`role_${entry.data.role}`) };
    case "clock_set":
      return { from: moment(entry.data.from_ms), to: moment(entry.data.to_ms) };
    case "team_noted":
      return { people: entry.data.people.length, devices: entry.data.devices.length };
    case "staff_suspended":
    case "pin_reset":
    case "staff_signed_in":
      return { staff: nameOf(hall, entry.data.staff) ?? "" };
    case "device_enrolled":
    case "device_suspended":
      return { device: hall.devices.find((device) => device.id === entry.data.device)?.desk ?? entry.data.device };
    case "stock_set":
      return { prize: prizeName(entry.data.prize, hall), stock: entry.data.stock };
    case "ball_called":
    case "ball_recalled":
      return { ...game, ...reasonOf(entry.data), ball: called(entry.data.ball), call: entry.data.call };
    case "win_detected":
      return { ...game, ball: called(entry.data.ball), serials: serials(entry.data.hands?.length ? entry.data.hands.flat() : entry.data.serials) };
    case "claim_made":
      return { ...game, serial: entry.data.serial, slept: entry.data.slept ?? "" };
    case "claim_judged":
    case "claim_confirmed":
      return { ...game, ...reasonOf(entry.data), serial: entry.data.serial };
    case "cards_packed":
      return { serials: serials(entry.data.serials) };
    case "pot_set":
    case "pot_grew":
    case "pot_won":
      return potGaps(entry, hall);
    case "item_shown":
      return { text: itemText(entry.data.item, hall) };
    case "ball_restated":
      return { ...game, ball: called(entry.data.ball), call: entry.data.call };
    case "pattern_restated":
      return { ...game, stage: entry.data.stage + 1, reason: entry.data.reason };
    case "extra_paid": {
      const value = entry.data.value ? ` (${money(entry.data.value)})` : "";
      return { ...scalars(entry.data), prize: prizeName(entry.data.prize, hall), value };
    }
    case "tie_resolved":
      return { rule: t(`ties_${entry.data.rule}`), serials: serials(entry.data.serials), winners: serials(entry.data.winners) };
    case "prize_paid":
      return { ...scalars(entry.data), prize: paidName(entry.data, hall) };
    case "stage_closed":
      return { ...game, stage: entry.data.stage + 1 };
    case "game_opened":
      return { game: entry.data.name, source: t(`source_${entry.data.source}`) };
    case "game_closed":
      return { ...game, ...reasonOf(entry.data) };
    case "refused":
      return { act: actName(entry.data.act), refusal: refusalText(entry.data.refusal, hall) };
    default:
      return { ...scalars(entry.data), ...game };
  }
}

/** Day and time of day, as the phone shows them. */
function moment(ms: number): string {
  return new Date(ms).toLocaleString([], { dateStyle: "short", timeStyle: "short" });
}

function scalars(data: object): Gaps {
  const plain = Object.entries(data).filter(([, value]) => typeof value === "string" || typeof value === "number");
  return Object.fromEntries(plain);
}

/** The reason as a tail of the sentence; nothing when none was given. */
function reasonOf(data: object): { reason: string } {
  return { reason: "reason" in data && typeof data.reason === "string" ? ` – ${data.reason}` : "" };
}

/** Serials as a list in words. */
export function serials(list: readonly number[]): string {
  return list.map((serial) => `#${serial}`).join(", ");
}

function gameName(id: string, hall: Hall | null): string {
  return hall?.games.find((game) => game.id === id)?.name ?? id;
}

function prizeName(id: string, hall: Hall): string {
  return hall.prizes.find((prize) => prize.id === id)?.name ?? id;
}

/** A side prize in a few words. */
export function extraText(extra: Extra): string {
  return extra.kind === "hot_ball" ? t("extra_hot_ball", { ball: called(extra.ball) }) : t(`extra_${extra.kind}`);
}

function potGaps({ data }: Extract<Entry, { type: "pot_set" | "pot_grew" | "pot_won" }>, hall: Hall): Gaps {
  const left = "left" in data ? { left: money(data.left) } : {};
  return { ...scalars(data), pot: potName(data.pot, hall), value: money(data.value), ...left };
}

function potName(id: string, hall: Hall): string {
  return hall.pots.find((pot) => pot.pot === id)?.name ?? id;
}

/** What was handed out: a prize, or a pot with what it held. */
function paidName(paid: Extract<Entry, { type: "prize_paid" }>["data"], hall: Hall): string {
  if (paid.pot) return `${potName(paid.pot[0], hall)} (${money(paid.pot[1])})`;
  return paid.prize ? prizeName(paid.prize, hall) : t("a_prize");
}

function itemText(id: string | null, hall: Hall): string {
  const item = hall.programme.items.find((one) => one.id === id);
  return item && item.kind !== "game" ? item.text : (id ?? "");
}

function actName(act: string): string {
  const key = `act_${act}`;
  return isText(key) ? t(key) : act;
}

/** The house rules in one line. */
export function rulesText(rules: Rules): string {
  const parts = [t(`daub_${rules.daub}`), t(`claim_${rules.claim}`), t(`ties_${rules.ties}`)];
  if (rules.second_person_from !== null) parts.push(t("rules_second"));
  return parts.join(" · ");
}

/** "3 more cards play": how many cards a game has. */
export function cardsText(count: number): string {
  return tn("cards", count);
}

/** Which group of the feed an entry belongs to. */
export type FeedGroup = "wins" | "money" | "system" | "calls";

/** The group of an entry. */
export function groupOf(entry: Entry): FeedGroup {
  switch (entry.type) {
    case "win_detected":
    case "claim_made":
    case "claim_judged":
    case "claim_confirmed":
    case "tie_resolved":
    case "claims_asked":
    case "card_shown":
    case "dispute_opened":
    case "dispute_settled":
    case "duplicate_reported":
    case "duplicate_settled":
      return "wins";
    case "card_activated":
    case "card_voided":
    case "cards_packed":
    case "cards_reprinted":
    case "prize_paid":
    case "extra_paid":
    case "pot_set":
    case "pot_grew":
    case "pot_won":
    case "prize_added":
    case "stock_set":
      return "money";
    case "ball_called":
    case "ball_recalled":
    case "ball_restated":
    case "pattern_restated":
    case "pace_set":
    case "item_shown":
    case "programme_set":
    case "game_opened":
    case "game_committed":
    case "game_locked":
    case "entropy_added":
    case "stage_closed":
    case "game_paused":
    case "game_resumed":
    case "game_closed":
    case "seed_revealed":
      return "calls";
    default:
      return "system";
  }
}

/** A name for an id of the ledger: lower case, digits, hyphens, and an ending that keeps it apart from others. */
export function slug(name: string, ending: string): string {
  const plain = name.toLowerCase().replace(/ß/g, "ss").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  const kept = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 30).replace(/-+$/, "");
  return [kept, ending].filter(Boolean).join("-");
}

/** An act in words, for the list of what is not sent yet. */
export function actText(act: StaffAct, hall: Hall): string {
  const what = actName(act.do);
  if ("card" in act) return `${what}: ${shortCard(act.card)}`;
  if ("serial" in act) return `${what}: #${act.serial}`;
  if ("game" in act) return `${what}: ${gameName(act.game, hall)}`;
  return what;
}

/** The end of a scanned address is enough to tell cards apart. */
export function shortCard(card: string): string {
  return card.length > 16 ? `…${card.slice(-8)}` : card;
}

/** The name of a stage in the reader's language; until the catalogue is here it stays as the box wrote it. */
export function patternText(slug: string, name: string): string {
  return stageName(slug, name, catalogue.value);
}

/** The same where only the name travels. */
export function patternNamed(name: string): string {
  return nameOnly(name, catalogue.value);
}
