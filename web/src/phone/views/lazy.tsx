import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { words } from "../words";
import css from "./parts.module.css";

type Load = () => Promise<{ default: ComponentType }>;

const loads: (() => Promise<void>)[] = [];

/** A page whose code comes when it is opened, or when the phone has nothing better to do. */
export function lazy(load: Load): ComponentType {
  const page = signal<{ Page: ComponentType } | "failed" | null>(null);
  const fetchPage = async () => {
    try {
      page.value = { Page: (await load()).default };
    } catch {
      page.value = "failed";
    }
  };
  loads.push(fetchPage);
  return () => {
    const now = page.value;
    if (now === null) void fetchPage();
    if (now !== null && now !== "failed") return <now.Page />;
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

/** Fetches every page, so that all of them open without the box. */
export function fetchAllPages(): void {
  for (const load of loads) void load();
}
