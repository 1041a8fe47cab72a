import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import type { Hall } from "../../state/state";
import { Empty } from "../../parts/Page";
import css from "./lazy.module.css";

type Page = ComponentType<{ hall: Hall }>;

/** A part of the console whose code comes when it is opened, or before when there is time. */
export interface LazyPage {
  View: Page;
  fetch(): Promise<void>;
}

/** Wraps what `import()` brings. Out of reach of the box it says so and tries again. */
export function lazyPage(load: () => Promise<{ default: Page }>): LazyPage {
  const page = signal<{ Page: Page } | "failed" | null>(null);
  const fetch = async () => {
    if (page.peek() !== null && page.peek() !== "failed") return;
    try {
      page.value = { Page: (await load()).default };
    } catch {
      page.value = "failed";
    }
  };
  const View = ({ hall }: { hall: Hall }) => {
    const say = words.value;
    const now = page.value;
    if (now === null) void fetch();
    if (now !== null && now !== "failed") return <now.Page hall={hall} />;
    if (now === null) return <div class={css.ghost} role="status" aria-busy="true" aria-label={say.loading} />;
    return (
      <Empty title={say.pageMissing}>
        <Button kind="primary" onClick={() => void fetch()}>
          {say.retry}
        </Button>
      </Empty>
    );
  };
  return { View, fetch };
}
