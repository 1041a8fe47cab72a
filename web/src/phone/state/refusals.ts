/** Why the box said no. The sentences come when they are first needed: most guests never see one. */
import { signal } from "@preact/signals";
import type { Refusal } from "../../shared/protocol.gen";

type Tell = (refusal: Refusal) => string;

/** How long the bare code is shown before the sentences are asked for again. */
const AGAIN_MS = 10_000;

const tell = signal<Tell | null>(null);

/** The sentence for a refusal; empty until the sentences are there, its code when they cannot be had. */
export function refusalText(refusal: Refusal): string {
  if (tell.value === null) void fetchRefusals();
  return tell.value?.(refusal) ?? "";
}

/** Fetches the sentences, so that they are there without the box. */
export async function fetchRefusals(): Promise<void> {
  try {
    const { refusalText: sentence } = await import("../../shared/sentences/refusals");
    tell.value = sentence;
  } catch {
    tell.value = (refusal) => refusal.code;
    // Asked for again by whoever shows one then.
    setTimeout(() => (tell.value = null), AGAIN_MS);
  }
}
