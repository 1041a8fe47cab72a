import type { Planned } from "../../../shared/protocol.gen";
import { linesOfPlanned } from "../../state/plan/caller-card";
import { catalogue, findPlay, slugsOf } from "../../state/plan/catalogue";
import type { Hall } from "../../state/state";
import { ChosenPlay, PlayWords } from "./PlayWords";
import { ReadLines } from "./ReadOut";

/** A planned game as it will be read out. */
export function PlannedWords({ planned, hall }: { planned: Planned; hall: Hall }) {
  const plays = slugsOf(planned.play).flatMap((slug) => findPlay(slug, catalogue.value) ?? []);
  return (
    <section class="stack">
      {plays.map((play) => (
        <ChosenPlay key={play.slug}>
          <PlayWords play={play} />
        </ChosenPlay>
      ))}
      <ReadLines lines={linesOfPlanned(planned, hall, catalogue.value)} />
    </section>
  );
}
