import { useState } from "preact/hooks";
import type { AskUpdate, BoxView, UpdateNews } from "../../../shared/protocol.gen";
import { Hold } from "../../../ui/Hold";
import { api } from "../../device/api";
import { asksFor, updateTone } from "../../state/box/box";
import { live } from "../../state/hall";
import { words } from "../../lang";
import { boxWords } from "../../lang/box";
import { Button } from "../../parts/Button";
import { TroubleNote } from "../../parts/Trouble";
import { useAsk } from "../../parts/useAct";
import { Part } from "./Part";

/** Which program this is, what became of a newer one, and the owner's word about it. */
export function Version({ box, onAsked }: { box: BoxView; onAsked: () => void }) {
  const texts = boxWords.value;
  const { update } = box;
  const tone = updateTone(update);
  return (
    <Part
      title={texts.update.title}
      {...(tone ? { tone } : {})}
      headline={`Hallbox ${box.version}`}
      testid="box-version"
    >
      {update ? <News news={update} onAsked={onAsked} /> : <p class="soft small">{texts.update.none}</p>}
    </Part>
  );
}

function News({ news, onAsked }: { news: UpdateNews; onAsked: () => void }) {
  const { step, version, reason, at_ms } = news;
  const ask = asksFor(news);
  return (
    <>
      <p>{boxWords.value.update.step[step](version)}</p>
      {reason && (
        <p class="soft small">
          {boxWords.value.why} <q lang="en">{reason}</q>
        </p>
      )}
      {/* A new key for each piece of news: what was asked before says nothing about it. */}
      {ask && <Ask key={`${step} ${version} ${at_ms}`} ask={ask} version={version} onAsked={onAsked} />}
    </>
  );
}

function Ask({ ask, version, onAsked }: { ask: AskUpdate; version: string; onAsked: () => void }) {
  const texts = boxWords.value;
  const { busy, trouble, run } = useAsk();
  const [asked, setAsked] = useState(false);
  const go = async () => {
    if (!(await run(api.update(ask)))) return;
    setAsked(true);
    onAsked();
  };
  if (asked) return <p role="status">{ask === "restart" ? texts.update.restarting : texts.update.asked}</p>;
  return (
    <>
      <p class="soft small">
        {ask === "restart"
          ? texts.update.restartNext
          : ask === "back"
            ? texts.update.backNext
            : texts.update.installNext}
      </p>
      <TroubleNote trouble={trouble} />
      {ask === "restart" ? (
        <Hold
          hint={words.value.holdHint}
          busy={busy}
          disabled={!live.value}
          onHeld={() => void go()}
          testid="box-update-restart"
        >
          {texts.update.restart}
        </Hold>
      ) : (
        <Button
          kind={ask === "back" ? "quiet" : "primary"}
          busy={busy}
          why={live.value ? null : words.value.needsLive}
          onClick={() => void go()}
          testid="box-update-ask"
        >
          {ask === "back" ? texts.update.back : texts.update.install(version)}
        </Button>
      )}
    </>
  );
}
