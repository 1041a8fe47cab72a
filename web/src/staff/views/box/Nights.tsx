import { useEffect, useState } from "preact/hooks";
import type { KeptNight } from "../../../shared/protocol.gen";
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
  const { night, names } = kept;
  return (
    <Part
      title={texts.of(night)}
      headline={names.length === 0 ? texts.noNames : texts.names(names.length)}
      testid={`night-${night}`}
    >
      {names.length > 0 && <Names kept={kept} onChange={onChange} />}
    </Part>
  );
}

/** Whose names are kept, until when, and the way to erase them now. */
function Names({ kept, onChange }: { kept: KeptNight; onChange: () => void }) {
  const texts = boxWords.value.nights;
  const { busy, trouble, run } = useAsk();
  const forget = () => void run(api.forgetNames(kept.night)).then((answer) => answer && onChange());
  return (
    <>
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
