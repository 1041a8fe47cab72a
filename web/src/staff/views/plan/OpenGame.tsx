import { useState } from "preact/hooks";
import type { Planned } from "../../../shared/protocol.gen";
import { catalogue } from "../../state/plan/catalogue";
import { live } from "../../state/hall";
import { words } from "../../lang";
import { planWords } from "../../lang/plan";
import { Button } from "../../parts/Button";
import { TroubleNote } from "../../parts/Trouble";
import { useAct } from "../../parts/useAct";
import { blank, faultOf, tidied } from "../../state/plan/planned";
import { go } from "../../device/route";
import type { Hall } from "../../state/state";
import { slug } from "../../state/sentences";
import { Page } from "../../parts/Page";
import { GameForm } from "./GameForm";
import { Foot } from "../../parts/Foot";

/** Opens a game that is on no programme. */
export function OpenGame({ hall }: { hall: Hall }) {
  const [planned, setPlanned] = useState<Planned>(() => blank(hall.profiles[0]!));
  return (
    <Page title={words.value.openGame} back>
      <GameForm planned={planned} onChange={setPlanned} hall={hall} />
      <OpenNow planned={planned} item={null} hall={hall} />
    </Page>
  );
}

type Props = { planned: Planned; item: string | null; hall: Hall };

/** The one button that opens a game, and why it cannot be pressed yet. */
export function OpenNow({ planned, item, hall }: Props) {
  const texts = planWords.value;
  const { busy, trouble, run } = useAct();
  const fault = faultOf(planned, catalogue.value);
  if (fault === "play") return null;
  const open = async () => {
    const game = slug(planned.name, `${hall.games.length + 1}`);
    const outcome = await run({ do: "open_game", game, item, planned: tidied(planned) });
    if (outcome.kind === "confirmed") go("call");
  };
  const why = fault ? texts.why[fault] : live.value ? null : words.value.needsLive;
  return (
    <>
      <p class="soft small">{texts.game.openHint}</p>
      <Foot>
        <TroubleNote trouble={trouble} />
        <Button big kind="primary" busy={busy} why={why} onClick={() => void open()} testid="open-go">
          {texts.game.open}
        </Button>
      </Foot>
    </>
  );
}
