import type { ComponentProps } from "preact";
import type { PlayView } from "../../../shared/protocol.gen";
import { badges, said, type Badge } from "../../state/plan/catalogue";
import { planWords } from "../../lang/plan";
import { Drawings } from "../../parts/Drawing";
import css from "./PlayWords.module.css";

/** Drawings that fit beside a name. */
const DRAWN_MAX = 3;

/** One mask for every card that wins together, or for every stage where there are several. */
export function masksOf(play: PlayView): readonly number[] {
  const [first] = play.stages;
  // Where the last one standing wins nothing is to be completed, so the cards are drawn empty.
  const boards = first?.previews[0] ?? Array.from({ length: first?.hand ?? 1 }, () => 0);
  const masks = play.stages.length > 1 ? play.stages.map((stage) => stage.previews[0]?.[0] ?? 0) : boards;
  return masks.slice(0, DRAWN_MAX);
}

/** A game that was chosen, or will be opened. */
export function ChosenPlay(props: Omit<ComponentProps<"div">, "class">) {
  return <div {...props} class={css.chosen} />;
}

/** What a game is: drawing, name, rule, how long, what is special. */
export function PlayWords({ play }: { play: PlayView }) {
  return (
    <span class={css.play}>
      <Drawings masks={masksOf(play)} />
      <span class={css.playWords}>
        <b>{said(play.names)}</b>
        <span class={css.rule}>{said(play.rules)}</span>
        <Badges play={play} />
      </span>
    </span>
  );
}

function Badges({ play }: { play: PlayView }) {
  return (
    <span class={css.badges}>
      <span class={css.badge}>{planWords.value.duration[play.duration]}</span>
      {play.masks > 1 && <span class={css.badge}>{planWords.value.choose.masks(play.masks)}</span>}
      {badges(play).map((badge) => (
        <span key={badge.kind} class={css.badgeSpecial}>
          {badgeText(badge)}
        </span>
      ))}
    </span>
  );
}

function badgeText(badge: Badge): string {
  switch (badge.kind) {
    case "hand":
      return planWords.value.badge.hand(badge.cards);
    case "into":
    case "on_the_way":
    case "first_ends":
      return planWords.value.badge[badge.kind](badge.stages);
    default:
      return planWords.value.badge[badge.kind];
  }
}
