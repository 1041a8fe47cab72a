import type { StaffAct } from "../../shared/protocol.gen";
import { LABEL_BYTES } from "../../shared/lang/fitting";
import type { Unsent } from "./outbox";

/** A text of a refused act: where it stands, what it says and how long it may be. */
export interface Wrong {
  path: string;
  text: string;
  bytes: number;
}

/** The text that the box refused, where it was one. */
export function mendable(item: Unsent): Wrong | null {
  const refusal = item.refused;
  if (refusal?.code !== "invalid" && refusal?.code !== "unprintable") return null;
  const text = at(item.act, refusal.field.split("."));
  if (typeof text !== "string" || refusal.field === "do") return null;
  const fault = refusal.code === "invalid" ? refusal.fault : null;
  const bytes = fault?.kind === "too_long" ? fault.bytes_max : LABEL_BYTES;
  return { path: refusal.field, text, bytes };
}

/** The act with another text at `path`. */
export function withText(act: StaffAct, path: string, text: string): StaffAct {
  const mended = structuredClone(act);
  const steps = path.split(".");
  const last = steps.pop() ?? "";
  const parent = at(mended, steps);
  if (typeof parent === "object" && parent !== null) (parent as Record<string, unknown>)[last] = text;
  return mended;
}

function at(value: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>(
    (inside, step) =>
      typeof inside === "object" && inside !== null ? (inside as Record<string, unknown>)[step] : undefined,
    value,
  );
}
