import type { Planned } from "../../../shared/protocol.gen";
import { linesOfPlanned } from "../../state/plan/caller-card";
import { catalogue, findPlay, slugsOf } from "../../state/plan/catalogue";
import type { Hall } from "../../state/state";
import { PlayWords } from "./PlayWords";
import { ReadLines } from "./ReadOut";
import css from "./plan.module.css";

/** A planned game as it will be read out. */
export function PlannedWords({ planned, hall }: { planned: Planned; hall: Hall }) {
  const plays = slugsOf(planned.play).flatMap((slug) => findPlay(slug, catalogue.value) ?? []);
  return (
    <section class={css.section}>
      {plays.map((play) => (
        <div key={play.slug} class={css.chosen}>
          <PlayWords play={play} />
        </div>
      ))}
      <ReadLines lines={linesOfPlanned(planned, hall, catalogue.value)} />
    </section>
  );
}
