/** What was announced in the hall and this guest has not read yet: shown once, and read aloud politely. */
import { computed, effect, signal, untracked } from "@preact/signals";
import type * as Announcing from "../../shared/sentences/announce";
import type { Announced, StageView } from "../../shared/protocol.gen";
import type { Said } from "../../shared/lang/texts";
import { boxTime, readUpTo, state } from "./hall";
import { polite } from "./say";

/** An announcement stays at least this long, even when the next ball comes at once. */
const STAYS_MS = 15_000;

type Announce = typeof Announcing;

interface News {
  announced: Announced;
  stages: readonly StageView[];
  since_ms: number;
  calls: number;
}

const news = signal<News | null>(null);
const texts = signal<Announce | null>(null);

/** The announcement on show; null = none. */
export function announcement(): Said | null {
  return news.value === null || texts.value === null
    ? null
    : texts.value.announcementInWords(news.value.announced.what, news.value.stages);
}

/** Follows the game, and what the house shows, from now on. */
export function followNews(): void {
  const message = computed(() => state.value.tonight?.shown?.text ?? null);
  effect(() => {
    // Read aloud once, and not with every second of a break.
    if (message.value !== null) polite.value = message.value;
  });
  effect(() => {
    const game = state.value.tonight?.game ?? null;
    const announced = game?.announced ?? null;
    untracked(() => {
      if (game === null || announced === null || announced.what.kind === "dispute_opened") return;
      if (announced.seq !== news.value?.announced.seq)
        void show({ announced, stages: game.stages, since_ms: Date.now(), calls: game.calls.length });
      else if (game.calls.length > news.value.calls && Date.now() - news.value.since_ms > STAYS_MS) read();
    });
  });
}

async function show(fresh: News): Promise<void> {
  try {
    const { isNews, ...announce } = (texts.value ??= await import("../../shared/sentences/announce"));
    if (!isNews(fresh.announced, readUpTo(), boxTime())) return;
    news.value = fresh;
    const { title, text } = announce.announcementInWords(fresh.announced.what, fresh.stages);
    polite.value = text === null ? title : `${title}. ${text}`;
  } catch {
    // The box is out of reach; what was announced is heard in the hall.
  }
}

/** Puts it away for good. */
export function read(): void {
  if (news.value !== null) readUpTo(news.value.announced.seq);
  news.value = null;
}
