import { useState } from "preact/hooks";
import type { KeptRecord } from "../../../shared/protocol.gen";
import { Download } from "../../../ui/Download";
import { Hold } from "../../../ui/Hold";
import { download } from "../../../ui/glyphs";
import { api, nightUrl } from "../../device/api";
import { live } from "../../state/hall";
import { words } from "../../lang";
import { boxWords } from "../../lang/box";
import { Fold, FoldContent } from "../../parts/Fold";
import { TroubleNote } from "../../parts/Trouble";
import { useAsk } from "../../parts/useAct";
import css from "./Removal.module.css";

type Props = { night: string; ledger: KeptRecord; onChange: () => void };

/** Takes a night along and, once the box has read the saved file back, removes it from the box. */
export function Removal({ night, ledger, onChange }: Props) {
  const texts = boxWords.value.nights;
  const { busy, trouble, run } = useAsk();
  const [whole, setWhole] = useState(ledger.copy);
  const read = async (file: File | undefined) => {
    if (!file) return;
    setWhole(null);
    const answer = await run(api.readBack(night, file));
    if (answer) setWhole(answer.ok.size);
  };
  const remove = () => void run(api.removeNight(night)).then((answer) => answer && onChange());
  return (
    <Fold>
      <summary>{texts.away}</summary>
      <FoldContent>
        <p class="soft small">{texts.steps}</p>
        <Download href={nightUrl(night)} glyph={download} testid={`save-${night}`}>
          {texts.download}
        </Download>
        <label class={css.choose}>
          {texts.choose}
          <input
            type="file"
            accept=".zip,application/zip"
            disabled={busy || !live.value}
            onChange={(event) => void read(event.currentTarget.files?.[0])}
            data-testid={`copy-${night}`}
          />
        </label>
        <TroubleNote trouble={trouble} />
        <p role="status">{whole !== null && texts.whole(whole)}</p>
        {whole !== null && <p class="soft small">{texts.removeNext}</p>}
        <Hold
          hint={words.value.holdHint}
          busy={busy}
          disabled={!live.value || whole === null}
          onHeld={remove}
          testid={`remove-${night}`}
        >
          {texts.remove}
        </Hold>
      </FoldContent>
    </Fold>
  );
}
