import type { BoardSnapshot, UpNext } from "../../../shared/protocol.gen";
import { Letters } from "../../../ui/Letters";
import { words } from "../../lang";
import css from "./Foyer.module.css";
import { HowTo } from "./HowTo";

/** Before the first word of the box: the shape of what comes. */
export function Loading() {
  return (
    <main class={css.alone} aria-busy="true">
      <Sign />
      <h1 class={css.hello}>{words.value.loading}</h1>
    </main>
  );
}

/** No game yet, or none any more tonight. */
export function Welcome({ night }: { night: BoardSnapshot }) {
  const say = words.value;
  return (
    <main class={css.foyer}>
      <div>
        <Sign />
        <h1 class={css.hello}>{say.welcome(night.venue)}</h1>
        <p class={css.more}>{say.soon}</p>
        <Programme next={night.next} />
      </div>
      <HowTo night={night} />
    </main>
  );
}

/** The night is closed. */
export function Thanks({ night }: { night: BoardSnapshot }) {
  const say = words.value;
  return (
    <main class={css.alone}>
      <Sign />
      <h1 class={css.hello}>{say.thanks}</h1>
      <p class={css.more}>{say.thanksMore(night.venue)}</p>
    </main>
  );
}

/** What follows on the programme. */
export function Programme({ next }: { next: readonly UpNext[] }) {
  if (next.length === 0) return null;
  return (
    <section class={css.programme}>
      <h2>{words.value.next}</h2>
      <ol>
        {next.slice(0, 4).map((game, place) => (
          <li key={place}>
            <b>{game.name}</b> {stagesOf(game) !== game.name && <span class={css.stages}>{stagesOf(game)}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function stagesOf(game: UpNext): string {
  return game.stages.join(" · ");
}

function Sign() {
  return (
    <div class={css.sign}>
      <Letters />
    </div>
  );
}
