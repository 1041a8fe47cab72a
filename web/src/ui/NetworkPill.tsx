import { useEffect, useState } from "preact/hooks";
import { refreshCw, wifiOff } from "./glyphs";
import { Icon } from "./Icon";
import css from "./NetworkPill.module.css";
import { nextStepMs, type Outage, outageOf } from "./outage";

type Props = {
  /** When the connection was lost, on the clock of `Date.now()`; null while live. */
  downSinceMs: number | null;
  /** "Reconnecting… calls up to 14:32 (42 called)". */
  text: string;
  /** Shown after half a minute: "Are you on Wi-Fi BINGO?" */
  help: string;
  /** Shown after two minutes: "Follow the caller". */
  followCaller: string;
  retryLabel: string;
  onRetry: () => void;
};

/** Says that the box is out of reach: slides over the page, never moves it, gone the moment it is back. */
export function NetworkPill({ downSinceMs, text, help, followCaller, retryLabel, onRetry }: Props) {
  const outage = useOutage(downSinceMs);
  return (
    <div class={css.place} role="status">
      {outage !== "none" && (
        <div class={css.pill}>
          <Icon glyph={wifiOff} />
          <div class={css.words}>
            <p>{outage === "follow_caller" ? followCaller : text}</p>
            {outage !== "short" && <p class={css.help}>{help}</p>}
          </div>
          {outage !== "short" && (
            <button type="button" class={css.retry} onClick={onRetry}>
              <Icon glyph={refreshCw} />
              {retryLabel}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

/** How long the outage has lasted, in the steps worth showing. */
export function useOutage(downSinceMs: number | null): Outage {
  const [, setNow] = useState(0);
  const outage = outageOf(downSinceMs, Date.now());
  useEffect(() => {
    const wait = nextStepMs(downSinceMs, Date.now());
    if (wait === null) return;
    const timer = setTimeout(() => setNow(Date.now()), wait);
    return () => clearTimeout(timer);
  }, [downSinceMs, outage]);
  return outage;
}
