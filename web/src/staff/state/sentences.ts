import { called } from "../../shared/game/bingo";
import type { By, Entry, Extra, FeedItem, Refusal, Rules, StaffAct, Stamp } from "../../shared/protocol.gen";
import { isolated } from "../../shared/lang/direction";
import { clockTime, inVenue, money } from "../../shared/lang/i18n";
import { refusalText as sharedRefusalText } from "../../shared/sentences/refusals";
import type { SquareWords } from "../../ui/CardGrid";
import { catalogue, nameOnly, stageName } from "./plan/catalogue";
import { words } from "../lang";
import type { Tell } from "../lang/entries/texts";
import { actName } from "./old-acts";
import { nameOf, type Hall } from "./state";

/** Who did it, as people say it: "Ana (Bar)". */
export function who(by: By, hall: Hall | null): string {
  const say = words.value;
  if (by.kind === "system") return say.who.system;
  if (by.kind === "player") return say.who.player;
  const name = (hall && nameOf(hall, by.staff)) ?? say.who.staff;
  return by.desk ? `${isolated(name)} (${isolated(by.desk)})` : name;
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
export function sentence({ by, entry }: FeedItem, hall: Hall): string {
  // The compiler cannot see that entry and sentence belong together; the type of the table can.
  const tell = words.value.entries[entry.type] as (data: Entry["data"], say: Tell) => string;
  return tell(entry.data, tellOf(hall, by));
}

/** How this night writes people, things and figures. */
function tellOf(hall: Hall, by: By): Tell {
  const say = words.value;
  const prize = (id: string) => prizeName(id, hall);
  const worth = (cents: number | null | undefined) => (cents ? ` (${money(cents)})` : "");
  return {
    who: who(by, hall),
    staff: (id) => nameOf(hall, id) ?? "",
    device: (id) => hall.devices.find((device) => device.id === id)?.desk ?? id,
    game: (id) => gameName(id, hall),
    prize,
    pot: (id) => potName(id, hall),
    item: (id) => itemText(id, hall),
    act: actWords,
    refusal: (refusal) => refusalText(refusal, hall),
    role: (role) => say.role[role],
    source: (source) => say.source[source],
    tie: (rule) => say.rules.ties[rule],
    ball: called,
    serials,
    winning: (win) => serials(win.hands?.length ? win.hands.flat() : win.serials),
    paid: (paid) =>
      paid.pot
        ? `${isolated(potName(paid.pot[0], hall))} (${money(paid.pot[1])})`
        : paid.prize
          ? prize(paid.prize)
          : say.prizes.some,
    money,
    worth,
    because: (reason) => (reason ? ` – ${isolated(reason)}` : ""),
    // As the phone shows day and time of day.
    moment: (at_ms) => new Date(at_ms).toLocaleString([], { dateStyle: "short", timeStyle: "short", ...inVenue() }),
    ms: (us) => (us / 1_000).toFixed(1),
  };
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
  const names = words.value.extra;
  switch (extra.kind) {
    case "hot_ball":
      return names.hotBall(called(extra.ball));
    case "neighbours":
      return names.neighbours;
    case "ball_value":
      return names.ballValue;
  }
}

function potName(id: string, hall: Hall): string {
  return hall.pots.find((pot) => pot.pot === id)?.name ?? id;
}

function itemText(id: string | null, hall: Hall): string {
  const item = hall.programme.items.find((one) => one.id === id);
  return item && item.kind !== "game" ? item.text : (id ?? "");
}

function actWords(act: string): string {
  const name = actName(act);
  const names: Record<string, string> = words.value.acts;
  // A newer box may have acts this page does not know yet.
  return names[name] ?? name;
}

/** The house rules in one line. */
export function rulesText(rules: Rules): string {
  const say = words.value.rules;
  const parts = [say.daub[rules.daub], say.claim[rules.claim], say.ties[rules.ties]];
  if (rules.second_person_from !== null) parts.push(say.second);
  return parts.join(" · ");
}

/** "3 more cards play": how many cards a game has. */
export function cardsText(count: number): string {
  return words.value.cardCount(count);
}

/** What the squares of a card are called. */
export function squareWords(): SquareWords {
  const { square } = words.value;
  return { ...square, dabbed: square.called };
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
  const plain = name
    .toLowerCase()
    .replace(/ß/g, "ss")
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "");
  const kept = plain
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 30)
    .replace(/-+$/, "");
  return [kept, ending].filter(Boolean).join("-");
}

/** An act in words, for the list of what is not sent yet. */
export function actText(act: StaffAct, hall: Hall): string {
  const what = actWords(act.do);
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
