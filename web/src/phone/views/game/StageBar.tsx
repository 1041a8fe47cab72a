import { money } from "../../../shared/lang/i18n";
import { drawings, jackpotLeft, linkOf, preDrawn, raceOf } from "../../../shared/game/goal";
import type { GameView, StageView } from "../../../shared/protocol.gen";
import { HandPreview } from "../../../ui/PatternPreview";
import type { Aim, CardStanding, MarkMode } from "../../state/view";
import { words } from "../../lang";
import css from "./StageBar.module.css";

type Props = { game: GameView; one: CardStanding | null; mode: MarkMode };

/** What can be won now, for which prize, and how far the open card is from it. */
export function StageBar({ game, one, mode }: Props) {
  const { game: texts } = words.value;
  const status = statusText(game);
  const open = game.open.length === 0 ? [game.stage] : game.open;
  const several = open.length > 1;
  return (
    <section class={several ? `${css.panel} ${css.several}` : css.panel} aria-label={texts.toWin}>
      <ul class={css.stages}>
        {open.map((index) => {
          const stage = game.stages[index];
          const aim = one?.aims.find((each) => each.stage === index);
          const counts = one?.plays === true && game.calls.length > 0 && status === null;
          return stage && <Stage key={index} game={game} stage={stage} aim={counts ? aim : undefined} mode={mode} />;
        })}
      </ul>
      {status !== null && <p class={css.soft}>{status}</p>}
      {one !== null && <Partners game={game} one={one} />}
    </section>
  );
}

type StageProps = { game: GameView; stage: StageView; aim: Aim | undefined; mode: MarkMode };

function Stage({ game, stage, aim, mode }: StageProps) {
  const { aim: texts } = words.value;
  const pictures = drawings(stage);
  const link = linkOf(stage);
  const prize = prizeText(stage, game.calls.length);
  return (
    <li class={css.stage}>
      <div class={`${css.pattern} ${css[`cards${Math.min(3, pictures[0]?.length ?? 1)}`]}`}>
        <HandPreview drawings={pictures} label={stage.name} />
      </div>
      <h2>{stage.name}</h2>
      {aim !== undefined && <ToGo aim={aim} mode={mode} />}
      <div class={css.words}>
        {link?.kind === "any" && <p>{texts.any(link.need, link.hand)}</p>}
        {raceOf(stage) === "last_standing" && game.calls.length === 0 && <p>{texts.lastStanding}</p>}
        {prize !== null && <p>{prize}</p>}
      </div>
    </li>
  );
}

function ToGo({ aim, mode }: { aim: Aim; mode: MarkMode }) {
  const { toGo, aim: texts } = words.value;
  if (aim.stands !== null)
    return <p class={aim.stands ? `${css.toGo} ${css.near}` : css.toGo}>{aim.stands ? texts.standing : texts.out}</p>;
  if (mode !== "auto" || aim.missing === null) return null;
  // Complete as far as this phone knows is not complete.
  if (aim.partial && aim.missing === 0) return null;
  return <p class={aim.missing <= 1 && !aim.partial ? `${css.toGo} ${css.near}` : css.toGo}>{toGo(aim.missing)}</p>;
}

/** Which cards the open one wins together with, and those this phone cannot count. */
function Partners({ game, one }: { game: GameView; one: CardStanding }) {
  const { aim: texts, card } = words.value;
  const names = (serials: readonly number[]) => serials.map((serial) => card(serial)).join(", ");
  if (!one.plays) return null;
  const alone = game.open.find((stage) => !one.aims.some((aim) => aim.stage === stage));
  const said = one.aims.flatMap((aim) => {
    const others = aim.hand.filter((serial) => serial !== one.card.serial && !aim.elsewhere.includes(serial));
    return [
      ...(others.length > 0 ? [texts.with(aim.hand.indexOf(one.card.serial) + 1, aim.hand.length, names(others))] : []),
      ...(aim.elsewhere.length > 0 ? [texts.elsewhere(names(aim.elsewhere))] : []),
    ];
  });
  if (alone !== undefined) said.push(texts.alone(game.stages[alone]?.name ?? ""));
  return said.length === 0 ? null : <p class={css.soft}>{[...new Set(said)].join(" ")}</p>;
}

/** The jackpot while it can be won, else the prize. */
function prizeText(stage: StageView, calls: number): string | null {
  const { game: texts, aim } = words.value;
  const left = jackpotLeft(stage, calls);
  if (stage.jackpot !== null && left !== null && left > 0) {
    const { name, value, within } = stage.jackpot;
    return aim.jackpot(name, value === 0 ? "" : ` ${money(value)}`, within, left);
  }
  return stage.prize === null ? null : texts.prize(stage.prize);
}

function statusText(game: GameView): string | null {
  const { game: texts, aim } = words.value;
  const drawn = preDrawn(game.format.start);
  const before = drawn === 0 ? "" : ` ${aim.preDrawn(drawn)}`;
  switch (game.status) {
    case "selling":
      // Without their number: phones are not told of every sale.
      return `${texts.selling}${before}`;
    case "locked":
      return `${texts.locked} ${texts.inPlay(game.cards)}.${before}`;
    case "settled":
      return texts.settled;
    case "over":
    case "running":
    case "paused":
    case "checking":
    case "disputed":
      return null;
  }
}
