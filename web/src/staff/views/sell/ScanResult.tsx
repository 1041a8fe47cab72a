import { isOtherLayout } from "../../../shared/game/card-link";
import { useEffect, useState } from "preact/hooks";
import { Icon } from "../../../ui/Icon";
import { ban, circleCheck, circleHelp, circleX, hourglass, info, triangleAlert, type Glyph } from "../../../ui/glyphs";
import { words } from "../../lang";
import { scans, type Result, type Scan } from "../../state/scans";
import type { Hall } from "../../state/state";
import { refusalText, shortCard } from "../../state/sentences";
import { CardPanel } from "./CardPanel";
import css from "./ScanResult.module.css";

/** A result goes by itself after this long, ms, unless somebody touches it. */
const SHOWN_MS = 2_500;

interface Face {
  look: "good" | "already" | "bad" | "wait";
  glyph: Glyph;
  word: string;
  /** The same for tests, whatever the language. */
  kind: string;
}

/** Colour, drawing and word of a result. */
function faceOf(result: Result): Face {
  const say = words.value;
  switch (result.kind) {
    case "sold":
      return { look: "good", glyph: circleCheck, word: say.scan.sold, kind: "scan_sold" };
    case "sending":
      return { look: "wait", glyph: hourglass, word: say.scan.sending, kind: "scan_sending" };
    case "unsent":
      return { look: "wait", glyph: hourglass, word: say.scan.unsent, kind: "scan_unsent" };
    case "looked":
      return { look: "wait", glyph: info, word: say.sell.modes.look, kind: "mode_look" };
    case "no_answer":
      return { look: "bad", glyph: circleX, word: say.scan.failed, kind: "look_up_failed" };
    case "refused":
      return refusedFace(result.refusal.code);
  }
}

function refusedFace(code: string): Face {
  const say = words.value;
  if (code === "already_active")
    return { look: "already", glyph: triangleAlert, word: say.scan.already, kind: "scan_already" };
  if (code === "unknown") return { look: "bad", glyph: circleHelp, word: say.scan.unknown, kind: "scan_unknown" };
  if (code === "card_void") return { look: "bad", glyph: ban, word: say.scan.void, kind: "scan_void" };
  return { look: "bad", glyph: circleX, word: say.scan.refused, kind: "scan_refused" };
}

function detailOf({ result, text }: Scan, hall: Hall): string {
  const say = words.value;
  if (result.kind === "sold") return `${say.scan.card(result.serial)} · ${say.scan.seq(result.seq)}`;
  if (result.kind !== "refused") return shortCard(text);
  if (result.refusal.code === "unknown")
    return isOtherLayout(text) ? say.scan.otherLayout : `${shortCard(text)} – ${say.scan.unknownHint}`;
  return refusalText(result.refusal, hall);
}

/** The same for the list, where the card matters more than the sentence. */
function shortOf(scan: Scan, hall: Hall): string {
  const say = words.value;
  const { result } = scan;
  if (result.kind === "looked") return say.scan.card(result.card.serial);
  if (result.kind !== "refused") return detailOf(scan, hall);
  if ("serial" in result.refusal) return say.scan.card(result.refusal.serial);
  return result.refusal.code === "unknown" ? shortCard(scan.text) : refusalText(result.refusal, hall);
}

/** The newest scan across the whole width; the next one replaces it. */
export function ScanResult({ scan, hall, onSell }: { scan: Scan; hall: Hall; onSell?: () => void }) {
  const [held, setHeld] = useState(false);
  const [gone, setGone] = useState(false);
  const { result } = scan;
  const passing = result.kind !== "sending" && result.kind !== "looked";
  useEffect(() => {
    if (!passing || held) return;
    const timer = setTimeout(() => setGone(true), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [passing, held, result.kind]);
  if (gone) return null;
  if (result.kind === "looked") return <CardPanel card={result.card} hall={hall} onSell={onSell} />;
  const face = faceOf(result);
  return (
    <div class={`${css.result} ${css[face.look]}`} role="alert" data-testid="scan-result" data-kind={face.kind}>
      {/* A touch anywhere holds it; with the keyboard the button does. */}
      <button
        type="button"
        class={css.resultBody}
        aria-pressed={held}
        onClick={() => (held ? setGone(true) : setHeld(true))}
      >
        <Icon glyph={face.glyph} size="large" />
        <span class={css.resultWords}>
          <b>{face.word}</b>
          <span>{detailOf(scan, hall)}</span>
        </span>
      </button>
      {passing && !held && <span class={css.bar} aria-hidden />}
    </div>
  );
}

/** The scans before, so that nothing is missed by looking away. */
export function Recent({ hall }: { hall: Hall }) {
  return (
    <ul class={css.recent} data-testid="recent-scans">
      {scans.value.map((scan) => {
        const face = faceOf(scan.result);
        return (
          <li key={scan.id} class={css.recentRow}>
            <span class={`${css.mark} ${css[face.look]}`}>
              <Icon glyph={face.glyph} />
            </span>
            <b>{face.word}</b>
            <span class={css.recentText}>{shortOf(scan, hall)}</span>
          </li>
        );
      })}
    </ul>
  );
}
