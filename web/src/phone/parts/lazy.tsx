import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { words } from "../lang";
import css from "./parts.module.css";

type Load = () => Promise<{ default: ComponentType }>;

const loads: (() => Promise<void>)[] = [];

type Part<P> = { Part: ComponentType<P> } | "failed" | null;

function fetching<P>(load: () => Promise<{ default: ComponentType<P> }>) {
  const part = signal<Part<P>>(null);
  const fetchPart = async () => {
    try {
      part.value = { Part: (await load()).default };
    } catch {
      part.value = "failed";
    }
  };
  loads.push(fetchPart);
  return { part, fetchPart };
}

/** A page whose code comes when it is opened, or when the phone has nothing better to do. */
export function lazy(load: Load): ComponentType {
  const { part, fetchPart } = fetching(load);
  return () => {
    const now = part.value;
    if (now === null) void fetchPart();
    if (now !== null && now !== "failed") return <now.Part />;
    return (
      <main class={css.page} aria-busy={now === null}>
        {now === "failed" && (
          <button type="button" class={css.button} onClick={() => location.reload()}>
            {words.value.retry}
          </button>
        )}
      </main>
    );
  };
}

/** A part that could not be fetched is asked for again after this long: a win must not stay unseen. */
const AGAIN_MS = 5_000;

/** A part of a page that may come a moment later than the rest, and leaves no hole without it. */
export function lazyPart<P extends object>(load: () => Promise<{ default: ComponentType<P> }>): ComponentType<P> {
  const { part, fetchPart } = fetching(load);
  return (props: P) => {
    const now = part.value;
    useEffect(() => {
      if (now !== "failed") return;
      const timer = setInterval(() => void fetchPart(), AGAIN_MS);
      return () => clearInterval(timer);
    }, [now]);
    if (now === null) void fetchPart();
    return now === null || now === "failed" ? null : <now.Part {...props} />;
  };
}

/** Fetches every page, so that all of them open without the box. */
export function fetchAllPages(): void {
  for (const load of loads) void load();
}
