import { useState } from "preact/hooks";
import { readKey } from "../../../shared/game/card-link";
import { Banner } from "../../../ui/Banner";
import { check, flashlight, info } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { useCamera } from "../../device/camera";
import { addKey, keys, state } from "../../state/hall";
import { pageWords } from "../../lang/pages";
import { CARDS_MAX } from "../../state/wallet";
import { words } from "../../lang";
import css from "./AddCard.module.css";
import CodeField from "../../parts/CodeField";
import { Page } from "../../parts/Page";
import parts from "../../parts/parts.module.css";

type News = { kind: "good" | "warn"; text: string } | { kind: "good"; key: string };

/** The camera, and the typed code beside it. Several cards in a row. */
export default function AddCard() {
  const { join, cards: count } = words.value;
  const { scan } = pageWords.value;
  const [news, setNews] = useState<News | null>(null);
  const scanned = (text: string) => {
    const key = readKey(text);
    if (key === null) return setNews({ kind: "warn", text: scan.stranger });
    if ((keys.value?.length ?? 0) >= CARDS_MAX) return setNews({ kind: "warn", text: join.full });
    setNews(addKey(key) ? { kind: "good", key } : { kind: "warn", text: join.already });
    navigator.vibrate?.(60);
  };
  const added = () => setNews({ kind: "good", key: keys.value?.at(-1) ?? "" });
  return (
    <Page title={scan.title}>
      <Viewfinder onCode={scanned} />
      {news !== null && (
        <Banner
          kind={news.kind}
          glyph={news.kind === "good" ? check : info}
          title={"key" in news ? join.added(nameOf(news.key)) : news.text}
        >
          {(keys.value?.length ?? 0) > 0 ? count(keys.value!.length) : undefined}
        </Banner>
      )}
      <div class={parts.panel}>
        <CodeField onAdded={added} />
      </div>
    </Page>
  );
}

function nameOf(key: string): string {
  const found = state.value.tonight?.cards.find((one) => one.key === key);
  return found === undefined ? `…${key.slice(-4)}` : words.value.card(found.serial);
}

function Viewfinder({ onCode }: { onCode: (text: string) => void }) {
  const { scan } = pageWords.value;
  const { video, state: camera, torch } = useCamera(onCode);
  const [lit, setLit] = useState(false);
  if (camera === "denied" || camera === "none") return <Banner kind="info" glyph={info} title={scan[camera]} />;
  return (
    <div class={parts.stack}>
      <div class={css.frame}>
        <video ref={video} class={css.video} muted playsInline />
        <span class={css.aim} aria-hidden />
      </div>
      <p class={`${parts.soft} ${css.hint}`}>{camera === "starting" ? scan.starting : scan.aim}</p>
      {torch !== null && (
        <button
          type="button"
          class={parts.button}
          aria-pressed={lit}
          onClick={() => {
            torch(!lit);
            setLit(!lit);
          }}
        >
          <Icon glyph={flashlight} />
          {scan.torch}
        </button>
      )}
    </div>
  );
}
