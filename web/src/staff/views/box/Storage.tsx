import { clockTime, number } from "../../../shared/i18n";
import type { StorageView } from "../../../shared/protocol.gen";
import { inMs, sized, storageTone } from "../../box";
import { b, bn } from "../../lang/box";
import { Part } from "./Part";
import shared from "../shared.module.css";
import css from "./box.module.css";

/** How long saving takes, measured on the night itself, and how much room is left. */
export function Storage({ storage }: { storage: StorageView }) {
  const { saves, since_ms, free_bytes } = storage;
  return (
    // Without a tone while nothing can be said.
    <Part title={b("storage")} {...(storage.speed || storage.low ? { tone: storageTone(storage) } : {})} headline={b(`speed_${storage.speed ?? "unknown"}`)} testid="box-storage">
      {free_bytes !== null && storage.low && <p>{b("free_low")}</p>}
      <dl class={css.facts}>
        {storage.speed && (
          <div>
            <dt>{b("saving_takes")}</dt>
            <dd>{b("saves", { p50: ms(storage.p50_us), p99: ms(storage.p99_us), max: ms(storage.max_us) })}</dd>
          </div>
        )}
        <div>
          <dt>{b("free")}</dt>
          <dd>{free_bytes === null ? b("free_unknown") : size(free_bytes)}</dd>
        </div>
      </dl>
      {storage.speed && since_ms !== null && <p class={shared.soft}>{bn("measured", saves, { time: clockTime(since_ms) })}</p>}
    </Part>
  );
}

function ms(us: number): string {
  return number(inMs(us));
}

function size(bytes: number): string {
  const { value, unit } = sized(bytes);
  return `${number(value)} ${unit}`;
}
