import { called } from "../../../shared/game/bingo";
import { clockTime, list, money } from "../../../shared/lang/i18n";
import type { GameView, StageView, UpNext } from "../../../shared/protocol.gen";
import { Banner } from "../../../ui/Banner";
import { eye, type Glyph, hand, megaphone, pause, search, trophy, undo } from "../../../ui/glyphs";
import { heard_at } from "../../state/hall";
import type { Notice, Result, Won } from "../../state/view";
import { words } from "../../lang";
import css from "./Strip.module.css";

type Props = { game: GameView; next: readonly UpNext[]; notice: Notice | null };

/** The top line: which game this is, or what everybody has to know now, in the same place. */
export function Strip({ game, next, notice }: Props) {
  const say = words.value;
  const [following] = next;
  return (
    <div class={css.strip}>
      {notice !== null && <div class={css.notice}>{bannerFor(notice)}</div>}
      <header class={notice === null ? css.title : `${css.title} ${css.covered}`}>
        <p class={css.number}>{say.game(game.number, game.of)}</p>
        <h1 class={css.name}>{game.name}</h1>
        {following !== undefined && (
          <p class={css.next}>
            <span class={css.soft}>{say.next}</span> {following.name}
          </p>
        )}
      </header>
    </div>
  );
}

interface Told {
  kind: "info" | "good" | "warn";
  glyph: Glyph;
  title: string;
  more?: string | null;
}

function bannerFor(notice: Notice) {
  const { more, ...told } = toldOf(notice);
  // A message of the house stays and is nothing to be interrupted for.
  const live = notice.kind === "message" ? {} : ({ live: "assertive" } as const);
  return (
    <Banner {...told} {...live}>
      {more ?? undefined}
    </Banner>
  );
}

function toldOf(notice: Notice): Told {
  const say = words.value;
  switch (notice.kind) {
    case "follow_caller": {
      const time = heard_at.value === null ? "–" : clockTime(heard_at.value);
      return { kind: "warn", glyph: megaphone, title: say.followCaller, more: say.followCallerMore(time) };
    }
    case "announced":
      return { kind: "info", glyph: megaphone, title: notice.said.title, more: notice.said.text };
    case "message":
      return { kind: "info", glyph: megaphone, title: notice.text };
    case "disputed":
      return { kind: "warn", glyph: hand, title: `${say.disputed} ${since(notice.at_ms)}`, more: notice.reason };
    case "paused":
      return { kind: "warn", glyph: pause, title: `${say.paused} ${since(notice.at_ms)}`, more: notice.reason };
    case "look": {
      const stages = list(notice.stages.map((stage) => stage.name));
      return { kind: "warn", glyph: eye, title: say.look(stages), more: say.lookMore };
    }
    case "checking":
      return { kind: "warn", glyph: search, title: say.checking(notice.cards) };
    case "won": {
      const title = notice.wins.map(wonInWords).join(" · ");
      return { kind: "good", glyph: trophy, title, more: prizesInWords(notice.wins) };
    }
    case "not_a_win":
      return { kind: "info", glyph: hand, title: say.notAWin, more: notice.reason };
    case "taken_back":
      return { kind: "warn", glyph: undo, title: say.takenBack(called(notice.ball)), more: say.takenBackMore };
  }
}

function since(at_ms: number): string {
  return words.value.since(clockTime(at_ms));
}

function wonInWords({ stage, result }: Won): string {
  return words.value.won(stage.name, cardsInWords(result));
}

/** "cards 12, 40 and 77"; cards that win together as "12 + 13". */
export function cardsInWords({ winners }: Result): string {
  const hands = winners.map((hand) => hand.join(" + "));
  const [only] = winners;
  return winners.length === 1 && only?.length === 1 ? words.value.card(only[0]!) : words.value.cards(list(hands));
}

/** The prizes and, in a tie, the rule that decided. */
function prizesInWords(wins: readonly Won[]): string | null {
  const parts = wins.flatMap(({ stage, result: { tie, tied } }) => [
    prizeInWords(stage),
    tie === null ? null : words.value[tie](tied),
  ]);
  const said = parts.filter((part) => part !== null).join(" · ");
  return said === "" ? null : said;
}

/** What was won: the jackpot or the prize. */
export function prizeInWords(stage: StageView): string | null {
  const say = words.value;
  if (stage.win?.jackpot && stage.jackpot !== null)
    return say.jackpotWon(stage.jackpot.name, worth(stage.jackpot.value));
  return stage.prize === null ? null : say.prize(stage.prize);
}

/** An amount, or nothing for a token. */
export function worth(cents: number): string {
  return cents === 0 ? "" : money(cents);
}
