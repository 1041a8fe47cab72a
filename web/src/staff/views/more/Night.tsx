import { useState } from "preact/hooks";
import { number } from "../../../shared/lang/i18n";
import { Field } from "../../../ui/Field";
import { download } from "../../../ui/glyphs";
import { Download } from "../../../ui/Download";
import { BUNDLE_URL } from "../../device/api";
import { live } from "../../state/hall";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { TroubleNote } from "../../parts/Trouble";
import { useAct } from "../../parts/useAct";
import { may, type Hall } from "../../state/state";
import { Page } from "../../parts/Page";
import { SetAside } from "./SetAside";
import css from "./Night.module.css";

/** The record of the night: how safe it is, taking it along, closing it. */
export function Night({ hall }: { hall: Hall }) {
  const say = words.value;
  const { counts } = hall;
  return (
    <Page title={say.night.title} back>
      <p>{say.night.of(hall.night)}</p>
      <Durability hall={hall} />
      <h2>{say.night.heads.title}</h2>
      <dl class={css.facts}>
        <Fact name={say.night.heads.phones} value={number(counts.phones)} />
        <Fact name={say.night.heads.boards} value={number(counts.boards)} />
        <Fact name={say.night.heads.staff} value={number(counts.staff)} />
      </dl>
      {may(hall, "manage") && (
        <>
          <SetAside hall={hall} />
          <Download href={BUNDLE_URL} glyph={download} testid="bundle">
            {say.night.bundle}
          </Download>
          <p class="soft small">{hall.nightOver ? say.night.bundleHint : say.night.bundleEarly}</p>
          {hall.nightOver ? <OpenNight /> : <CloseNight night={hall.night} />}
        </>
      )}
    </Page>
  );
}

function Durability({ hall }: { hall: Hall }) {
  const { durability: safe } = words.value.night;
  const { saved, copied, cloud } = hall.counts.durability;
  // The counts come with the heartbeat and may trail the newest entry by a moment.
  const all = Math.max(saved, 1);
  const inWords = (size: number) => {
    if (size === 0) return safe.none;
    return size >= all ? safe.all(number(size)) : safe.part(number(size), number(all));
  };
  return (
    <section class={css.durability} data-testid="durability">
      <h2>{safe.title}</h2>
      <dl class={css.facts}>
        <Fact name={safe.saved} value={inWords(saved)} />
        <Fact name={safe.copied} value={inWords(copied)} />
        <Fact name={safe.cloud} value={inWords(cloud)} />
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
  const say = words.value;
  const { busy, trouble, run } = useAct();
  const [typed, setTyped] = useState("");
  const word = say.night.close.word;
  const right = typed.trim().toUpperCase() === word;
  const close = (event: Event) => {
    event.preventDefault();
    if (right) void run({ do: "close_night", night });
  };
  const why = !live.value ? say.needsLive : right ? null : say.night.close.wrong(word);
  return (
    <form class={css.danger} onSubmit={close}>
      <h2>{say.night.close.go}</h2>
      <p>{say.night.close.explain(word)}</p>
      <Field label={say.night.close.type(word)} value={typed} onInput={setTyped} code max={20} testid="close-word" />
      <TroubleNote trouble={trouble} />
      <Button submit kind="bad" busy={busy} why={why} testid="close-night">
        {say.night.close.go}
      </Button>
    </form>
  );
}

function OpenNight() {
  const say = words.value;
  const { busy, trouble, run } = useAct();
  const why = live.value ? null : say.needsLive;
  return (
    <section class="stack loose">
      <p>{say.night.openHint}</p>
      <TroubleNote trouble={trouble} />
      <Button
        big
        kind="primary"
        busy={busy}
        why={why}
        onClick={() => void run({ do: "open_night", rehearsal: false })}
        testid="open-night"
      >
        {say.night.open}
      </Button>
      <p>{say.night.rehearseHint}</p>
      <Button
        busy={busy}
        why={why}
        onClick={() => void run({ do: "open_night", rehearsal: true })}
        testid="open-rehearsal"
      >
        {say.night.rehearse}
      </Button>
    </section>
  );
}
