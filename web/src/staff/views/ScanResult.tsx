import { useEffect, useState } from "preact/hooks";
import { Icon } from "../../ui/Icon";
import { ban, circleCheck, circleHelp, circleX, hourglass, info, triangleAlert, type Glyph } from "../../ui/glyphs";
import { t, type TextKey } from "../lang";
import { scans, type Result, type Scan } from "../scan/session";
import type { Hall } from "../state";
import { refusalText, shortCard } from "../words";
import { CardPanel } from "./CardPanel";
import css from "./sell.module.css";

/** A result goes by itself after this long, ms, unless somebody touches it. */
const SHOWN_MS = 2_500;

interface Face {
  look: "good" | "already" | "bad" | "wait";
  glyph: Glyph;
  word: TextKey;
}

/** Colour, drawing and word of a result. */
function faceOf(result: Result): Face {
  switch (result.kind) {
    case "sold":
      return { look: "good", glyph: circleCheck, word: "scan_sold" };
    case "sending":
      return { look: "wait", glyph: hourglass, word: "scan_sending" };
    case "unsent":
      return { look: "wait", glyph: hourglass, word: "scan_unsent" };
    case "looked":
      return { look: "wait", glyph: info, word: "mode_look" };
    case "no_answer":
      return { look: "bad", glyph: circleX, word: "look_up_failed" };
    case "refused":
      return refusedFace(result.refusal.code);
  }
}

function refusedFace(code: string): Face {
  if (code === "already_active") return { look: "already", glyph: triangleAlert, word: "scan_already" };
  if (code === "unknown") return { look: "bad", glyph: circleHelp, word: "scan_unknown" };
  if (code === "card_void") return { look: "bad", glyph: ban, word: "scan_void" };
  return { look: "bad", glyph: circleX, word: "scan_refused" };
}

function detailOf({ result, text }: Scan, hall: Hall): string {
  if (result.kind === "sold") return `${t("scan_card", { serial: result.serial })} · ${t("scan_seq", { seq: result.seq })}`;
  if (result.kind !== "refused") return shortCard(text);
  if (result.refusal.code === "unknown") return `${shortCard(text)} – ${t("scan_unknown_hint")}`;
  return refusalText(result.refusal, hall);
}

/** The same for the list, where the card matters more than the sentence. */
function shortOf(scan: Scan, hall: Hall): string {
  const { result } = scan;
  if (result.kind === "looked") return t("scan_card", { serial: result.card.serial });
  if (result.kind !== "refused") return detailOf(scan, hall);
  if ("serial" in result.refusal) return t("scan_card", { serial: result.refusal.serial });
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
    <div class={`${css.result} ${css[face.look]}`} role="alert" data-testid="scan-result" data-kind={face.word}>
      {/* A touch anywhere holds it; with the keyboard the button does. */}
      <button type="button" class={css.resultBody} aria-pressed={held} onClick={() => (held ? setGone(true) : setHeld(true))}>
        <Icon glyph={face.glyph} size="large" />
        <span class={css.resultWords}>
          <b>{t(face.word)}</b>
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
            <b>{t(face.word)}</b>
            <span class={css.recentText}>
              {shortOf(scan, hall)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
