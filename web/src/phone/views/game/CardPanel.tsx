import type { GameView, StatusView } from "../../../shared/protocol.gen";
import { Banner } from "../../../ui/Banner";
import { CardGrid } from "../../../ui/CardGrid";
import { ban } from "../../../ui/glyphs";
import { happens, live } from "../../state/hall";
import { useFrozen } from "../notices/OutOfReach";
import { shown } from "../../state/replay";
import { isOut, squaresOf, type CardStanding, type MarkMode } from "../../state/view";
import { words } from "../../lang";
import css from "./CardPanel.module.css";

/** The card rests while the game does. */
const HALTED: readonly StatusView[] = ["paused", "checking", "disputed"];

type Props = { one: CardStanding; game: GameView | null; mode: MarkMode; manual: boolean };

/** The one card shown in full. */
export function CardPanel({ one, game, mode, manual }: Props) {
  const { card, square, cardState, aim } = words.value;
  const squares = squaresOf(one, mode, manual);
  const frozen = useFrozen();
  const halted = one.card.state === "void" || frozen || isOut(one) || HALTED.includes(game?.status ?? "running");
  const taps = game !== null && one.plays && (mode === "tap" || manual || (!live.value && one.dabs !== 0));
  const why = isOut(one) ? aim.outText : whyNot(one, game, cardState);
  return (
    <section class={halted ? `${css.panel} ${css.halted}` : css.panel} aria-label={card(one.card.serial)}>
      {one.card.state === "void" && (
        <Banner kind="warn" glyph={ban} title={cardState.void} live="off">
          <p>{cardState.voidText}</p>
        </Banner>
      )}
      {why !== null && <p class={css.why}>{why}</p>}
      <CardGrid
        face={one.card.face}
        marks={squares.marks}
        dabs={squares.dabs}
        missing={squares.missing}
        winning={squares.winning}
        last={shown.value.at(-1)}
        label={card(one.card.serial)}
        words={mode === "tap" ? { ...square, missing: square.untapped } : square}
        onTap={taps ? (at) => happens({ t: "dabbed", game: game.id, serial: one.card.serial, square: at }) : undefined}
      />
      <p class={css.foot}>
        <span>{card(one.card.serial)}</span>
        <span class={css.code}>{one.card.code}</span>
      </p>
    </section>
  );
}

type Words = { unsold: string; later: string };

/** Why a card takes no part, or null when it does (or nothing is played). */
function whyNot({ card, plays }: CardStanding, game: GameView | null, texts: Words): string | null {
  if (card.state === "unsold") return texts.unsold;
  return plays || card.state === "void" || game === null ? null : texts.later;
}
