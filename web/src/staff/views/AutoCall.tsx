import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { live } from "../hall";
import { t } from "../lang";
import { Button } from "../parts/Button";
import { useNow } from "../parts/useNow";
import css from "./call.module.css";

/** Slowest, fastest and usual pace in seconds. */
const PACE_S_MAX = 60;
const PACE_S_MIN = 5;
const PACE_STEP_S = 5;
const PACE_S_USUAL = 15;

type Props = {
  /** Balls out so far. */
  calls: number;
  onDraw: () => void;
  /** Something went wrong: a person has to look. */
  trouble: boolean;
  /** The button for calling by hand, hidden while the screen calls by itself. */
  children: ComponentChildren;
};

/**
 * Calls at an even pace. It lives only while its view does, so any win, pause or other place of the console ends
 * it; a page in the background, a lost link and a refusal stop it too.
 */
export function AutoCall({ calls, onDraw, trouble, children }: Props) {
  const [on, setOn] = useState(false);
  const [pace, setPace] = useState(PACE_S_USUAL);
  const linked = live.value;
  useEffect(() => {
    if (trouble || !linked) setOn(false);
  }, [trouble, linked]);
  useEffect(() => {
    const hide = () => document.hidden && setOn(false);
    document.addEventListener("visibilitychange", hide);
    return () => document.removeEventListener("visibilitychange", hide);
  }, []);
  if (on) return <Running key={calls} pace={pace} onDraw={onDraw} onStop={() => setOn(false)} />;
  return (
    <>
      {linked && calls > 0 && <Pace pace={pace} onPace={setPace} onStart={() => setOn(true)} />}
      {children}
    </>
  );
}

/** One countdown to one ball. */
function Running({ pace, onDraw, onStop }: { pace: number; onDraw: () => void; onStop: () => void }) {
  const [due] = useState(() => Date.now() + pace * 1_000);
  const drawn = useRef(false);
  const left = Math.max(0, Math.ceil((due - useNow(250)) / 1_000));
  useEffect(() => {
    if (left > 0 || drawn.current) return;
    drawn.current = true;
    onDraw();
  }, [left]);
  return (
    <div class={css.auto} data-testid="auto-running">
      <p class={css.hint}>{t("auto_next", { n: left })}</p>
      <Button big kind="bad" onClick={onStop} testid="auto-stop">
        {t("auto_stop")}
      </Button>
    </div>
  );
}

type PaceProps = { pace: number; onPace: (pace: number) => void; onStart: () => void };

function Pace({ pace, onPace, onStart }: PaceProps) {
  const by = (step: number) => onPace(Math.min(PACE_S_MAX, Math.max(PACE_S_MIN, pace + step)));
  return (
    <details class={css.pace}>
      <summary data-testid="auto-open">{t("auto")}</summary>
      <p class={css.soft}>{t("auto_hint")}</p>
      <div class={css.paceRow}>
        <Button label={t("faster")} onClick={() => by(-PACE_STEP_S)}>
          −
        </Button>
        <output class={css.paceNow}>{t("auto_every", { n: pace })}</output>
        <Button label={t("slower")} onClick={() => by(PACE_STEP_S)}>
          +
        </Button>
        <Button kind="primary" onClick={onStart} testid="auto-start">
          {t("auto_start")}
        </Button>
      </div>
    </details>
  );
}
