import { clockTime, number } from "../../../shared/i18n";
import type { StorageView } from "../../../shared/protocol.gen";
import { inMs, sized, storageTone } from "../../box";
import { b, bn } from "../../lang/box";
import { Part } from "./Part";
import css from "./box.module.css";

/** How long saving takes, measured on the night itself, and how much room is left. */
export function Storage({ storage }: { storage: StorageView }) {
  const { saves, since_ms, free_bytes } = storage;
  return (
    <Part title={b("storage")} tone={storageTone(storage)} headline={b(`speed_${storage.speed ?? "unknown"}`)} testid="box-storage">
      {free_bytes !== null && storage.low && <p>{b("free_low")}</p>}
      <dl class={css.facts}>
        {saves > 0 && (
          <div>
            <dt>{b("saving_takes")}</dt>
            <dd>{b("saves", { p50: ms(storage.p50_us), p99: ms(storage.p99_us), max: ms(storage.max_us) })}</dd>
          </div>
        )}
        <div>
          <dt>{b("storage")}</dt>
          <dd>{free_bytes === null ? b("free_unknown") : b("free", { size: size(free_bytes) })}</dd>
        </div>
      </dl>
      {since_ms !== null && <p class={css.soft}>{bn("measured", saves, { time: clockTime(since_ms) })}</p>}
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
