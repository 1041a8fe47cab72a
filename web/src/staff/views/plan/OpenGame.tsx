import { useState } from "preact/hooks";
import type { Planned } from "../../../shared/protocol.gen";
import { catalogue } from "../../catalogue";
import { live } from "../../hall";
import { t } from "../../lang";
import { p } from "../../lang/plan";
import { Button } from "../../parts/Button";
import { TroubleNote } from "../../parts/Trouble";
import { useAct } from "../../parts/useAct";
import { blank, faultOf, tidied } from "../../planned";
import { go } from "../../route";
import type { Hall } from "../../state";
import { slug } from "../../words";
import { Page } from "../Page";
import { GameForm } from "./GameForm";
import shared from "../shared.module.css";
import css from "./plan.module.css";

/** Opens a game that is on no programme. */
export function OpenGame({ hall }: { hall: Hall }) {
  const [planned, setPlanned] = useState<Planned>(() => blank(hall.profiles[0]!));
  return (
    <Page title={t("open_game")} back>
      <GameForm planned={planned} onChange={setPlanned} hall={hall} />
      <OpenNow planned={planned} item={null} hall={hall} />
    </Page>
  );
}

type Props = { planned: Planned; item: string | null; hall: Hall };

/** The one button that opens a game, and why it cannot be pressed yet. */
export function OpenNow({ planned, item, hall }: Props) {
  const { busy, trouble, run } = useAct();
  const fault = faultOf(planned, catalogue.value);
  if (fault === "play") return null;
  const open = async () => {
    const game = slug(planned.name, `${hall.games.length + 1}`);
    const outcome = await run({ do: "open_game", game, item, planned: tidied(planned) });
    if (outcome.kind === "confirmed") go("call");
  };
  const why = fault ? p(`why_${fault}`) : live.value ? null : t("needs_live");
  return (
    <>
      <p class={shared.soft}>{p("open_hint")}</p>
      <div class={css.bottom}>
        <TroubleNote trouble={trouble} />
        <Button big kind="primary" busy={busy} why={why} onClick={() => void open()} testid="open-go">
          {p("open_go")}
        </Button>
      </div>
    </>
  );
}
