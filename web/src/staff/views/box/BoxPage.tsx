import { useEffect, useState } from "preact/hooks";
import { clockTime } from "../../../shared/lang/i18n";
import { Ghost } from "../../../ui/Ghost";
import { refreshCw } from "../../../ui/glyphs";
import { api } from "../../device/api";
import type { Seen } from "../../state/box/box";
import { live } from "../../state/hall";
import { words } from "../../lang";
import { boxWords } from "../../lang/box";
import { Button } from "../../parts/Button";
import { TroubleNote } from "../../parts/Trouble";
import { useAsk } from "../../parts/useAct";
import { may, type Hall } from "../../state/state";
import { Empty, Page } from "../../parts/Page";
import { Certificate } from "./Certificate";
import { Clock } from "./Clock";
import { Copies, Internet } from "./Others";
import { Storage } from "./Storage";
import { Version } from "./Update";
import { Wifi } from "./Wifi";
import css from "./BoxPage.module.css";

/** The box answers with what it has in hand; asked again this often while somebody looks, ms. */
const EACH_MS = 30_000;

/** How the box is, on one page: certificate, clock, Wi-Fi, storage, copies, link. */
export function BoxPage({ hall }: { hall: Hall }) {
  const texts = boxWords.value;
  const say = words.value;
  const { busy, trouble, run } = useAsk();
  const [seen, setSeen] = useState<Seen | null>(null);
  const look = () => void run(api.box()).then((answer) => answer && setSeen({ box: answer.ok, atMs: Date.now() }));
  const allowed = may(hall, "manage");
  useEffect(() => (allowed ? whileVisible(look) : undefined), [allowed, live.value, hall.condition]);
  if (!allowed) return <Page title={texts.title} back children={<Empty title={say.win.noRight} />} />;
  return (
    <Page
      title={texts.title}
      back
      aside={
        <Button kind="quiet" glyph={refreshCw} label={texts.refresh} busy={busy} onClick={look} testid="box-look" />
      }
    >
      <TroubleNote trouble={trouble} />
      {trouble && <p class="soft small">{seen ? texts.asOf(clockTime(seen.atMs)) : ""}</p>}
      {!seen && !trouble && <Ghosts />}
      {!seen && trouble && <Button kind="primary" onClick={look} children={say.retry} />}
      {seen && (
        <div class={css.parts} data-testid="box">
          <Certificate box={seen.box} />
          <Clock seen={seen} onSet={look} />
          <Wifi wifi={seen.box.wifi} />
          <Storage storage={seen.box.storage} />
          <Copies box={seen.box} />
          <Internet box={seen.box} />
          <Version box={seen.box} onAsked={look} />
        </div>
      )}
    </Page>
  );
}

/** Does it now, every so often while the page can be seen, and at once when it is seen again. */
function whileVisible(look: () => void): () => void {
  look();
  const again = () => {
    if (!document.hidden) look();
  };
  const timer = setInterval(again, EACH_MS);
  document.addEventListener("visibilitychange", again);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", again);
  };
}

function Ghosts() {
  return (
    <div class={css.parts} role="status" aria-busy="true" aria-label={words.value.loading}>
      {[0, 1, 2, 3].map((one) => (
        <Ghost key={one} />
      ))}
    </div>
  );
}
