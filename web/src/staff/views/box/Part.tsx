import type { ComponentChildren } from "preact";
import { circleCheck, circleX, triangleAlert, type Glyph } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import type { Tone } from "../../state/box/box";
import { boxWords } from "../../lang/box";
import css from "./Part.module.css";

const DRAWN: Record<Tone, Glyph> = { good: circleCheck, warn: triangleAlert, bad: circleX };

type Props = {
  title: string;
  /** How it stands; without one there is nothing to judge. */
  tone?: Tone;
  /** The one thing to know. */
  headline: string;
  testid: string;
  children?: ComponentChildren;
};

/** One part of the box: what it is, how it stands, the one thing to know, and what to do. */
export function Part({ title, tone, headline, testid, children }: Props) {
  return (
    <section class={css.part} data-tone={tone} data-testid={testid}>
      <div class={css.top}>
        <h2>{title}</h2>
        {tone && (
          <span class={css.tone}>
            <Icon glyph={DRAWN[tone]} /> {boxWords.value.tone[tone]}
          </span>
        )}
      </div>
      <p class={css.headline}>{headline}</p>
      {children}
    </section>
  );
}
