import { useState } from "preact/hooks";
import type { AskUpdate, BoxView, UpdateNews } from "../../../shared/protocol.gen";
import { api } from "../../api";
import { asksFor, updateTone } from "../../box";
import { live } from "../../hall";
import { t } from "../../lang";
import { b } from "../../lang/box";
import { Button } from "../../parts/Button";
import { Hold } from "../../parts/Hold";
import { TroubleNote } from "../../parts/Trouble";
import { useAsk } from "../../parts/useAct";
import { Part } from "./Part";
import shared from "../shared.module.css";

/** Which program this is, what became of a newer one, and the owner's word about it. */
export function Version({ box, onAsked }: { box: BoxView; onAsked: () => void }) {
  const { update } = box;
  const tone = updateTone(update);
  return (
    <Part title={b("version")} {...(tone ? { tone } : {})} headline={`Hallbox ${box.version}`} testid="box-version">
      {update ? <News news={update} onAsked={onAsked} /> : <p class={shared.soft}>{b("update_none")}</p>}
    </Part>
  );
}

function News({ news, onAsked }: { news: UpdateNews; onAsked: () => void }) {
  const { step, version, reason, at_ms } = news;
  const ask = asksFor(news);
  return (
    <>
      <p>{b(`update_${step}`, { version })}</p>
      {reason && (
        <p class={shared.soft}>
          {b("cert_why")} <q lang="en">{reason}</q>
        </p>
      )}
      {/* A new key for each piece of news: what was asked before says nothing about it. */}
      {ask && <Ask key={`${step} ${version} ${at_ms}`} ask={ask} version={version} onAsked={onAsked} />}
    </>
  );
}

function Ask({ ask, version, onAsked }: { ask: AskUpdate; version: string; onAsked: () => void }) {
  const { busy, trouble, run } = useAsk();
  const [asked, setAsked] = useState(false);
  const go = async () => {
    if (!(await run(api.update(ask)))) return;
    setAsked(true);
    onAsked();
  };
  if (asked) return <p role="status">{b(ask === "restart" ? "update_restarting" : "update_asked")}</p>;
  return (
    <>
      <p class={shared.soft}>{b(ask === "restart" ? "update_restart_next" : ask === "back" ? "update_back_next" : "update_install_next")}</p>
      <TroubleNote trouble={trouble} />
      {ask === "restart" ? (
        <Hold busy={busy} disabled={!live.value} onHeld={() => void go()} testid="box-update-restart">
          {b("update_restart")}
        </Hold>
      ) : (
        <Button kind={ask === "back" ? "quiet" : "primary"} busy={busy} why={live.value ? null : t("needs_live")} onClick={() => void go()} testid="box-update-ask">
          {b(ask === "back" ? "update_back" : "update_install", { version })}
        </Button>
      )}
    </>
  );
}
