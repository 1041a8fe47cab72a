import { useState } from "preact/hooks";
import type { SerialRange } from "../../../shared/protocol.gen";
import { api } from "../../api";
import { live, lookUp } from "../../hall";
import { t } from "../../lang";
import { b } from "../../lang/box";
import { Reason } from "../../parts/Reason";
import { useAsk, type Trouble } from "../../parts/useAct";
import { TroubleNote } from "../../parts/Trouble";
import { joined, rangesIn, RANGES_MAX } from "../../reprint";
import { cardText } from "../../scan/card";
import { Page } from "../Page";
import { Scanner } from "../Scanner";
import { Chosen, Ready, type File } from "./Chosen";
import shared from "../shared.module.css";

/** Prints cards again that were lost or damaged: which, why, and the sheets. */
export function Reprint() {
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
    const answer = await run(api.reprint({ cards: [...cards], reason }));
    if (answer) setFile({ url: URL.createObjectURL(answer.ok), cards });
  };
  const again = () => {
    if (file) URL.revokeObjectURL(file.url);
    setFile(null);
    setCards([]);
  };
  if (file) return <Ready file={file} onMore={again} />;
  const why = live.value ? (cards.length === 0 ? b("reprint_none_hint") : cards.length > RANGES_MAX ? b("reprint_many") : null) : t("needs_live");
  return (
    <Page title={b("reprint")} back>
      <p>{b("reprint_intro")}</p>
      <Scanner onCode={(text) => void add(text)} action={b("reprint_add")} />
      <p class={shared.soft}>{b("reprint_hint")}</p>
      <TroubleNote trouble={wrong} />
      <Chosen cards={cards} onLess={(less) => setCards(cards.filter((one) => one !== less))} />
      <p class={shared.soft}>{b("reprint_old")}</p>
      <Reason
        usual={[b("reprint_reason_1"), b("reprint_reason_2"), b("reprint_reason_3")]}
        action={b("reprint_go")}
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
