import { useState } from "preact/hooks";
import { number } from "../../shared/i18n";
import { download } from "../../ui/glyphs";
import { Icon } from "../../ui/Icon";
import { BUNDLE_URL } from "../api";
import { live } from "../hall";
import { t } from "../lang";
import { Button } from "../parts/Button";
import { Field } from "../parts/Field";
import { TroubleNote } from "../parts/Trouble";
import { useAct } from "../parts/useAct";
import { may, type Hall } from "../state";
import { Page } from "./Page";
import css from "./lists.module.css";
import shared from "./shared.module.css";

/** The record of the night: how safe it is, taking it along, closing it. */
export function Night({ hall }: { hall: Hall }) {
  const { counts } = hall;
  return (
    <Page title={t("night_title")} back>
      <p>{t("night_of", { night: hall.night })}</p>
      <Durability hall={hall} />
      <h2>{t("heads")}</h2>
      <dl class={css.facts}>
        <Fact name={t("heads_phones")} value={number(counts.phones)} />
        <Fact name={t("heads_boards")} value={number(counts.boards)} />
        <Fact name={t("heads_staff")} value={number(counts.staff)} />
      </dl>
      {may(hall, "manage") && (
        <>
          <a class={css.download} href={BUNDLE_URL} download data-testid="bundle">
            <Icon glyph={download} />
            {t("bundle")}
          </a>
          <p class={shared.soft}>{t("bundle_hint")}</p>
          {hall.nightOver ? <OpenNight /> : <CloseNight night={hall.night} />}
        </>
      )}
    </Page>
  );
}

function Durability({ hall }: { hall: Hall }) {
  const { saved, copied, cloud } = hall.counts.durability;
  // The counts come with the heartbeat and may trail the newest entry by a moment.
  const all = Math.max(saved, 1);
  const words = (size: number) => {
    if (size === 0) return t("dur_none");
    return size >= all ? t("dur_all", { n: number(size) }) : t("dur_part", { n: number(size), of: number(all) });
  };
  return (
    <section class={css.durability} data-testid="durability">
      <h2>{t("durability")}</h2>
      <dl class={css.facts}>
        <Fact name={t("dur_saved")} value={words(saved)} />
        <Fact name={t("dur_copied")} value={words(copied)} />
        <Fact name={t("dur_cloud")} value={words(cloud)} />
      </dl>
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** The one act that asks for a typed word: nothing of tonight can be done after it. */
function CloseNight({ night }: { night: string }) {
  const { busy, trouble, run } = useAct();
  const [typed, setTyped] = useState("");
  const word = t("close_night_word");
  const right = typed.trim().toUpperCase() === word;
  const close = (event: Event) => {
    event.preventDefault();
    if (right) void run({ do: "close_night", night });
  };
  const why = !live.value ? t("needs_live") : right ? null : t("close_night_wrong", { word });
  return (
    <form class={css.danger} onSubmit={close}>
      <h2>{t("close_night")}</h2>
      <p>{t("close_night_explain", { word })}</p>
      <Field label={t("close_night_type", { word })} value={typed} onInput={setTyped} code max={20} testid="close-word" />
      <TroubleNote trouble={trouble} />
      <Button submit kind="bad" busy={busy} why={why} testid="close-night">
        {t("close_night")}
      </Button>
    </form>
  );
}

function OpenNight() {
  const { busy, trouble, run } = useAct();
  const why = live.value ? null : t("needs_live");
  return (
    <section class={css.form}>
      <p>{t("open_night_hint")}</p>
      <TroubleNote trouble={trouble} />
      <Button big kind="primary" busy={busy} why={why} onClick={() => void run({ do: "open_night", rehearsal: false })} testid="open-night">
        {t("open_night")}
      </Button>
      <p>{t("rehearsal_hint")}</p>
      <Button busy={busy} why={why} onClick={() => void run({ do: "open_night", rehearsal: true })} testid="open-rehearsal">
        {t("rehearsal_open")}
      </Button>
    </section>
  );
}
