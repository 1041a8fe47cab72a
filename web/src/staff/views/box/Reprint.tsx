import { useState } from "preact/hooks";
import type { SerialRange } from "../../../shared/protocol.gen";
import { api } from "../../device/api";
import { live, lookUp } from "../../state/hall";
import { words } from "../../lang";
import { boxWords } from "../../lang/box";
import { PrintChoices } from "../../parts/PrintChoices";
import { Reason } from "../../parts/Reason";
import { useAsk, type Trouble } from "../../parts/useAct";
import { TroubleNote } from "../../parts/Trouble";
import { joined, rangesIn, RANGES_MAX } from "../../state/box/reprint";
import { printing } from "../../state/print";
import { cardText } from "../../device/scan/card";
import { Page } from "../../parts/Page";
import { Scanner } from "../../parts/Scanner";
import { Chosen, Ready, type File } from "./Chosen";

/** Prints cards again that were lost or damaged: which, why, and the sheets. */
export function Reprint() {
  const texts = boxWords.value;
  const { busy, trouble, run, setTrouble } = useAsk();
  const [cards, setCards] = useState<readonly SerialRange[]>([]);
  const [wrong, setWrong] = useState<Trouble>(null);
  const [file, setFile] = useState<File | null>(null);
  const add = async (scanned: string) => {
    setTrouble(null);
    const ranges = rangesIn(scanned) ?? (await looked(cardText(scanned), setWrong));
    if (!ranges) return;
    setWrong(null);
    setCards((before) => joined(before, ranges));
  };
  const print = async (reason: string) => {
    const answer = await run(api.reprint({ cards: [...cards], reason, print: printing.value }));
    if (answer) setFile({ url: URL.createObjectURL(answer.ok), cards });
  };
  const again = () => {
    if (file) URL.revokeObjectURL(file.url);
    setFile(null);
    setCards([]);
  };
  if (file) return <Ready file={file} onMore={again} />;
  const why = live.value
    ? cards.length === 0
      ? texts.reprint.noneHint
      : cards.length > RANGES_MAX
        ? texts.reprint.many
        : null
    : words.value.needsLive;
  return (
    <Page title={texts.reprint.title} back>
      <p>{texts.reprint.intro}</p>
      <Scanner onCode={(text) => void add(text)} action={texts.reprint.add} />
      <p class="soft small">{texts.reprint.hint}</p>
      <TroubleNote trouble={wrong} />
      <Chosen cards={cards} onLess={(less) => setCards(cards.filter((one) => one !== less))} />
      <PrintChoices cards />
      <p class="soft small">{texts.reprint.old}</p>
      <Reason
        usual={texts.reprint.reasons}
        action={texts.reprint.go}
        busy={busy}
        trouble={trouble}
        why={why}
        onGive={(reason) => void print(reason)}
      />
    </Page>
  );
}

/** The card a code is on, as a range of one. */
async function looked(text: string, tell: (trouble: Trouble) => void): Promise<readonly SerialRange[] | null> {
  const answer = await lookUp(text);
  if (answer && "face" in answer) return [{ first: answer.serial, last: answer.serial }];
  tell(answer ?? "unreachable");
  return null;
}
