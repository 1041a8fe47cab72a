import { useEffect, useState } from "preact/hooks";
import type { KeptRecord, KeptNight } from "../../../shared/protocol.gen";
import { Ghost } from "../../../ui/Ghost";
import { Hold } from "../../../ui/Hold";
import { api } from "../../device/api";
import { live } from "../../state/hall";
import { words } from "../../lang";
import { boxWords } from "../../lang/box";
import { day } from "../../state/dates";
import { Button } from "../../parts/Button";
import { TroubleNote } from "../../parts/Trouble";
import { useAsk } from "../../parts/useAct";
import { may, type Hall } from "../../state/state";
import { Empty, Page } from "../../parts/Page";
import { Part } from "./Part";
import { Removal } from "./Removal";
import { sizeText } from "./Storage";
import css from "./BoxPage.module.css";

/** What the box keeps of each night, newest first. */
export function Nights({ hall }: { hall: Hall }) {
  const texts = boxWords.value;
  const say = words.value;
  const { trouble, run } = useAsk();
  const [nights, setNights] = useState<readonly KeptNight[] | null>(null);
  const look = () => void run(api.nights()).then((answer) => answer && setNights(answer.ok.nights));
  const allowed = may(hall, "manage");
  useEffect(() => {
    if (allowed) look();
  }, [allowed, live.value]);
  if (!allowed) return <Page title={say.more.nights} back children={<Empty title={say.win.noRight} />} />;
  return (
    <Page title={say.more.nights} back>
      <p>{texts.nights.intro}</p>
      <TroubleNote trouble={trouble} />
      {!nights && !trouble && <Ghost />}
      {!nights && trouble && <Button kind="primary" onClick={look} children={say.retry} />}
      {nights?.length === 0 && (
        <Empty title={texts.nights.none}>
          <p>{texts.nights.noneHint}</p>
        </Empty>
      )}
      <div class={css.parts}>
        {nights?.map((night) => (
          <Night key={night.night} kept={night} onChange={look} />
        ))}
      </div>
    </Page>
  );
}

function Night({ kept, onChange }: { kept: KeptNight; onChange: () => void }) {
  const texts = boxWords.value.nights;
  const { night, ledger, names } = kept;
  return (
    <Part title={texts.of(night)} headline={headlineOf(ledger)} testid={`night-${night}`}>
      {ledger?.removed && <p class="soft small">{texts.removedNext(ledger.removed.size)}</p>}
      {ledger && isOver(ledger) && <Removal night={night} ledger={ledger} onChange={onChange} />}
      {names.length > 0 && <Names kept={kept} onChange={onChange} />}
    </Part>
  );
}

function headlineOf(ledger: KeptRecord | null): string {
  const texts = boxWords.value.nights;
  if (ledger === null) return texts.noRecord;
  if (ledger.removed) return texts.removed(day(ledger.removed.at_ms));
  if (ledger.set_aside) return texts.setAside;
  return ledger.tonight ? texts.tonight : texts.record(sizeText(ledger.bytes));
}

/** Whether it can be taken along and removed here. */
function isOver(ledger: KeptRecord): boolean {
  return !ledger.tonight && !ledger.removed && !ledger.set_aside;
}

/** Whose names are kept, until when, and the way to erase them now. */
function Names({ kept, onChange }: { kept: KeptNight; onChange: () => void }) {
  const texts = boxWords.value.nights;
  const { busy, trouble, run } = useAsk();
  const forget = () => void run(api.forgetNames(kept.night)).then((answer) => answer && onChange());
  return (
    <>
      <p>{texts.names(kept.names.length)}</p>
      <ul>
        {kept.names.map((one) => (
          <li key={`${one.game} ${one.stage} ${one.serial} ${one.name}`}>{texts.name(one.name, one.serial)}</li>
        ))}
      </ul>
      {kept.names_until && <p class="soft small">{texts.until(day(Date.parse(`${kept.names_until}T12:00`)))}</p>}
      <p class="soft small">{texts.forgetNext}</p>
      <TroubleNote trouble={trouble} />
      <Hold
        hint={words.value.holdHint}
        busy={busy}
        disabled={!live.value}
        onHeld={forget}
        testid={`forget-${kept.night}`}
      >
        {texts.forget}
      </Hold>
    </>
  );
}
