import { called } from "../../shared/bingo";
import { clockTime, list } from "../../shared/i18n";
import type { GameView, UpNext } from "../../shared/protocol.gen";
import { Banner } from "../../ui/Banner";
import { eye, hand, megaphone, pause, search, trophy, undo } from "../../ui/glyphs";
import { heard_at } from "../hall";
import type { Notice, Result } from "../screen";
import { words } from "../words";
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

function bannerFor(notice: Notice) {
  const say = words.value;
  switch (notice.kind) {
    case "follow_caller": {
      const time = heard_at.value === null ? "–" : clockTime(heard_at.value);
      return (
        <Banner kind="warn" glyph={megaphone} title={say.followCaller} live="assertive">
          {say.followCallerMore(time)}
        </Banner>
      );
    }
    case "paused":
      return (
        <Banner kind="warn" glyph={pause} title={`${say.paused} ${say.since(clockTime(notice.at_ms))}`} live="assertive">
          {notice.reason}
        </Banner>
      );
    case "look":
      return (
        <Banner kind="warn" glyph={eye} title={say.look(notice.stage.name)} live="assertive">
          {say.lookMore}
        </Banner>
      );
    case "checking":
      return <Banner kind="warn" glyph={search} title={say.checking(notice.cards)} live="assertive" />;
    case "won":
      return (
        <Banner kind="good" glyph={trophy} title={say.won(notice.stage.name, cardsInWords(notice.result))} live="assertive">
          {prizeInWords(notice.stage.prize, notice.result)}
        </Banner>
      );
    case "not_a_win":
      return (
        <Banner kind="info" glyph={hand} title={say.notAWin} live="assertive">
          {notice.reason ?? undefined}
        </Banner>
      );
    case "taken_back":
      return (
        <Banner kind="warn" glyph={undo} title={say.takenBack(called(notice.ball))} live="assertive">
          {say.takenBackMore}
        </Banner>
      );
  }
}

/** "cards 12, 40 and 77". */
export function cardsInWords({ winners }: Result): string {
  const [only] = winners;
  return winners.length === 1 && only !== undefined ? words.value.card(only) : words.value.cards(list(winners));
}

/** The prize and, in a tie, the rule that decided. */
function prizeInWords(prize: string | null, { tie, tied }: Result) {
  const parts = [prize === null ? null : words.value.prize(prize), tie === null ? null : words.value[tie](tied)];
  const said = parts.filter((part) => part !== null).join(" · ");
  return said === "" ? undefined : said;
}
