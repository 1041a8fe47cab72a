/** Why the box said no, and what it warns of. The sentences come when they are first needed: most guests see none. */
import { signal } from "@preact/signals";
import type { Refusal, Warning } from "../../shared/protocol.gen";

interface Sentences {
  refusal(refusal: Refusal): string;
  warning(warning: Warning): string;
}

/** How long the bare code is shown before the sentences are asked for again. */
const AGAIN_MS = 10_000;

const sentences = signal<Sentences | null>(null);

/** The sentence for a refusal; empty until the sentences are there, its code when they cannot be had. */
export function refusalText(refusal: Refusal): string {
  return told()?.refusal(refusal) ?? "";
}

/** The sentence for what the box tells the whole room; empty until the sentences are there. */
export function warningText(warning: Warning): string {
  return told()?.warning(warning) ?? "";
}

function told(): Sentences | null {
  if (sentences.value === null) void fetchRefusals();
  return sentences.value;
}

/** Fetches the sentences, so that they are there without the box. */
export async function fetchRefusals(): Promise<void> {
  try {
    const { refusalText: refusal, warningText: warning } = await import("../../shared/sentences/refusals");
    sentences.value = { refusal, warning };
  } catch {
    sentences.value = { refusal: (refusal) => refusal.code, warning: () => "" };
    // Asked for again by whoever shows one then.
    setTimeout(() => (sentences.value = null), AGAIN_MS);
  }
}
