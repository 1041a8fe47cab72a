import { count } from "../../../shared/game/bingo";
import type { GameView } from "../../../shared/protocol.gen";
import { check, plus, settings as gear, shieldCheck } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { useOutage } from "../../../ui/NetworkPill";
import { happens, keys, link, settings, state } from "../../state/hall";
import { markMode, mayCatchUp } from "../../state/house";
import { shown } from "../../state/replay";
import { go } from "../../device/route";
import type { Tonight } from "../../state/state";
import { isStranger, missed, standings, type CardStanding } from "../../state/view";
import { words } from "../../lang";
import { Between } from "./Between";
import { CardPanel } from "./CardPanel";
import css from "./Game.module.css";
import { LastCall } from "./LastCall";
import { lazyPart } from "../../parts/lazy";
import { Notices } from "../notices/Notices";
import parts from "../../parts/parts.module.css";
import { Skeleton } from "./Skeleton";
import { StageBar } from "./StageBar";
import { chosen, Strip } from "./Strip";

const Stranger = lazyPart(() => import("../pages/Stranger"));
const Rules = lazyPart(() => import("./Rules"));

/** The game with the guest's cards: what is played, what was called, how far each card is. */
export function Game() {
  const { tonight } = state.value;
  const manual = useOutage(link.value.down_since) === "follow_caller";
  if (tonight === null || keys.value === null) return <Skeleton />;
  const cards = standings(state.value, shown.value);
  const { game } = tonight;
  const mode = markMode(game, settings.value.mark);
  const one = cards.find((card) => card.card.serial === chosen(cards)) ?? null;
  if (isStranger(keys.value, state.value)) {
    return (
      <main class={css.game}>
        <Head tonight={tonight} />
        <div class={css.body}>
          <Notices cards={cards} manual={manual} />
          <Stranger venue={tonight.venue} count={keys.value.length} />
        </div>
      </main>
    );
  }
  const playing = game !== null && !tonight.night_over && game.status !== "over";
  return (
    <main class={css.game}>
      <Head tonight={tonight} />
      <div class={css.body}>
        <div class={css.calls}>
          <Notices cards={cards} manual={manual} />
          {game !== null && game.calls.length > 0 && <LastCall game={game} />}
          {playing ? <StageBar game={game} one={one} mode={mode} /> : <Between tonight={tonight} />}
          {playing && mode === "tap" && <CatchUp game={game} cards={cards} />}
        </div>
        {one !== null && <CardPanel one={one} game={game} mode={mode} manual={manual} />}
        {playing && <Rules game={game} next={tonight.next} />}
      </div>
      {cards.length > 1 && <Strip cards={cards} mode={mode} />}
    </main>
  );
}

/** One button for every number that was called and not tapped, where the house allows it. */
function CatchUp({ game, cards }: { game: GameView; cards: readonly CardStanding[] }) {
  const left = missed(cards);
  const squares = left.reduce((sum, [, mask]) => sum + count(mask), 0);
  if (!mayCatchUp(game)) return null;
  // It stays when there is nothing to mark: the card below must not jump with every ball.
  return (
    <button
      type="button"
      class={parts.button}
      disabled={squares === 0}
      onClick={() => happens({ t: "caught_up", game: game.id, marks: left })}
    >
      <Icon glyph={check} />
      {words.value.notice.catchUp(squares)}
    </button>
  );
}

function Head({ tonight }: { tonight: Tonight }) {
  const { menu, game: texts } = words.value;
  const { game } = tonight;
  const playing = game !== null && !tonight.night_over;
  return (
    <header class={css.head}>
      {tonight.rehearsal && <p class={css.practice}>{words.value.notice.rehearsal}</p>}
      <div class={css.title}>
        <p class={css.venue}>
          {tonight.venue}
          {playing && ` · ${texts.of(game.number, game.of)}`}
        </p>
        <h1>{playing ? game.name : words.value.appName}</h1>
      </div>
      <button type="button" class={`${parts.button} ${parts.round}`} aria-label={menu.fair} onClick={() => go("fair")}>
        <Icon glyph={shieldCheck} size="large" />
      </button>
      <button type="button" class={`${parts.button} ${parts.round}`} aria-label={menu.add} onClick={() => go("add")}>
        <Icon glyph={plus} size="large" />
      </button>
      <button
        type="button"
        class={`${parts.button} ${parts.round}`}
        aria-label={menu.settings}
        onClick={() => go("settings")}
      >
        <Icon glyph={gear} size="large" />
      </button>
    </header>
  );
}
