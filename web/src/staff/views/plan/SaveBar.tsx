import { useState } from "preact/hooks";
import type { Item } from "../../../shared/protocol.gen";
import { live } from "../../state/hall";
import { words } from "../../lang";
import { planWords } from "../../lang/plan";
import { Button } from "../../parts/Button";
import { TroubleNote } from "../../parts/Trouble";
import { useAct } from "../../parts/useAct";
import { draft, insteadOf, isOvertaken, itemsOf } from "../../state/plan/programme";
import type { Hall } from "../../state/state";
import { nameOf } from "./itemTexts";
import { Numbered } from "./Numbered";
import { Foot } from "../../parts/Foot";
import { Fold } from "../../parts/Fold";
import css from "./SaveBar.module.css";

/** Changes that are only on this device, and the way to the box. */
export function SaveBar({ hall }: { hall: Hall }) {
  const texts = planWords.value;
  const { busy, trouble, run } = useAct();
  const save = async () => {
    const mine = draft.peek();
    if (!mine) return;
    const outcome = await run({ do: "set_programme", after: mine.after, items: [...mine.items] });
    if (outcome.kind === "confirmed" && draft.peek() === mine) draft.value = null;
  };
  const empty = itemsOf(hall.programme).some((item) => item.kind !== "game" && item.text.trim() === "");
  const why = empty ? texts.why.text : live.value ? null : words.value.needsLive;
  // Which one counts is decided where both are seen, at the top of the page.
  const overtaken = isOvertaken(draft.value, hall.programme);
  if (overtaken) {
    const seeBoth = () => document.querySelector("[data-testid=overtaken]")?.scrollIntoView({ block: "center" });
    return (
      <Foot data-testid="save-bar">
        <p class="is-warn">{texts.overtaken.title}</p>
        <Button big kind="primary" onClick={seeBoth} testid="see-both">
          {texts.overtaken.see}
        </Button>
      </Foot>
    );
  }
  return (
    <Foot data-testid="save-bar">
      <p class="is-warn">{texts.programme.unsaved}</p>
      <TroubleNote trouble={trouble} />
      <Button big kind="primary" busy={busy} why={why} onClick={() => void save()} testid="programme-save">
        {texts.programme.save}
      </Button>
      <Button kind="quiet" onClick={() => (draft.value = null)} testid="programme-discard">
        {texts.programme.discard}
      </Button>
    </Foot>
  );
}

/** Somebody else has saved meanwhile: nothing is mixed, a person decides. */
export function Overtaken({ hall }: { hall: Hall }) {
  const texts = planWords.value;
  const { theirs: theirsTitle, mine: mineTitle } = texts.overtaken;
  const count = (items: readonly Item[]) => texts.itemCount(items.length);
  const { busy, trouble, run } = useAct();
  const [open, setOpen] = useState(false);
  const mine = itemsOf(hall.programme);
  const keep = async () => {
    const ours = insteadOf(hall.programme, mine);
    draft.value = ours;
    const outcome = await run({ do: "set_programme", after: ours.after, items: [...ours.items] });
    if (outcome.kind === "confirmed" && draft.peek() === ours) draft.value = null;
  };
  return (
    <section class={css.overtaken} role="alert" data-testid="overtaken">
      <h2>{texts.overtaken.title}</h2>
      <p>{texts.overtaken.hint}</p>
      <Fold open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{`${theirsTitle}: ${count(hall.programme.items)} · ${mineTitle}: ${count(mine)}`}</summary>
        <div class={css.compare}>
          <Side title={theirsTitle} items={hall.programme.items} />
          <Side title={mineTitle} items={mine} />
        </div>
      </Fold>
      <TroubleNote trouble={trouble} />
      <div class="acts">
        <Button kind="primary" onClick={() => (draft.value = null)} testid="take-theirs">
          {texts.overtaken.take}
        </Button>
        <Button
          busy={busy}
          why={live.value ? null : words.value.needsLive}
          onClick={() => void keep()}
          testid="keep-mine"
        >
          {texts.overtaken.keep}
        </Button>
      </div>
    </section>
  );
}

function Side({ title, items }: { title: string; items: readonly Item[] }) {
  return (
    <div>
      <h3>{title}</h3>
      <Numbered lines={items.map(nameOf)} />
    </div>
  );
}
