import { clockTime, number } from "../../../shared/lang/i18n";
import type { StorageView } from "../../../shared/protocol.gen";
import { inMs, sized, storageTone } from "../../state/box/box";
import { boxWords } from "../../lang/box";
import { Part } from "./Part";
import css from "./Storage.module.css";

/** How long saving takes, measured on the night itself, and how much room is left. */
export function Storage({ storage }: { storage: StorageView }) {
  const texts = boxWords.value;
  const { saves, since_ms, free_bytes } = storage;
  return (
    // Without a tone while nothing can be said.
    <Part
      title={texts.storage.title}
      {...(storage.speed || storage.low ? { tone: storageTone(storage) } : {})}
      headline={texts.storage.speed[storage.speed ?? "unknown"]}
      testid="box-storage"
    >
      {free_bytes !== null && storage.low && <p>{texts.storage.freeLow}</p>}
      <dl class={css.facts}>
        {storage.speed && (
          <div>
            <dt>{texts.storage.takes}</dt>
            <dd>{texts.storage.saves(ms(storage.p50_us), ms(storage.p99_us), ms(storage.max_us))}</dd>
          </div>
        )}
        <div>
          <dt>{texts.storage.free}</dt>
          <dd>{free_bytes === null ? texts.storage.freeUnknown : sizeText(free_bytes)}</dd>
        </div>
      </dl>
      {storage.speed && since_ms !== null && (
        <p class="soft small">{texts.storage.measured(saves, clockTime(since_ms))}</p>
      )}
    </Part>
  );
}

function ms(us: number): string {
  return number(inMs(us));
}

/** A size as people say it. */
export function sizeText(bytes: number): string {
  const { value, unit } = sized(bytes);
  return `${number(value)} ${unit}`;
}
