import { letter, LETTERS } from "../../../shared/game/bingo";
import { Sheet } from "../../../ui/Dialog";
import { shown } from "../../state/replay";
import { close } from "../../device/route";
import { words } from "../../lang";
import css from "./Calls.module.css";
import parts from "../../parts/parts.module.css";

/** Every call of the game: the newest first, and where it stands among all 75. */
export default function Calls({ open }: { open: boolean }) {
  const { call, menu, close: closeLabel } = words.value;
  const calls = shown.value;
  return (
    <Sheet open={open} onClose={close} title={menu.calls} closeLabel={closeLabel}>
      <p class={parts.soft}>{call.count(calls.length)}</p>
      <section class={parts.stack}>
        <h3 class={css.head}>{call.order}</h3>
        {calls.length === 0 && <p>{call.none}</p>}
        <ol class={css.order} reversed>
          {[...calls].reverse().map((ball) => (
            <li key={ball} data-letter={letter(ball)}>
              <span class={css.letter}>{letter(ball)}</span> <span class={css.number}>{ball}</span>
            </li>
          ))}
        </ol>
      </section>
      <section class={parts.stack}>
        <h3 class={css.head}>{call.board}</h3>
        <Board calls={calls} />
      </section>
    </Sheet>
  );
}

function Board({ calls }: { calls: readonly number[] }) {
  const { square } = words.value;
  const out = new Set(calls);
  return (
    <div class={css.board} role="table" aria-label={words.value.call.board}>
      {LETTERS.map((name, column) => (
        <div key={name} class={css.column} role="row">
          <span class={css.title} data-letter={name} role="rowheader">
            {name}
          </span>
          {Array.from({ length: 15 }, (_, index) => column * 15 + index + 1).map((ball) => (
            <span
              key={ball}
              class={out.has(ball) ? `${css.cell} ${css.out}` : css.cell}
              role="cell"
              aria-label={out.has(ball) ? `${ball}, ${square.called}` : String(ball)}
            >
              {ball}
            </span>
          ))}
        </div>
      ))}
    </div>
  );
}
