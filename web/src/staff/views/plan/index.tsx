import { route } from "../../device/route";
import type { Hall } from "../../state/state";
import { CopyNight } from "./CopyNight";
import { EditItem, OpenItem } from "./ItemPages";
import { OpenGame } from "./OpenGame";
import { Pots } from "./Pots";
import { Programme } from "./Programme";
import { ReadOut } from "./ReadOut";
import { RulesPage } from "./RulesPage";

/** Planning, rules and reading out: fetched when one of them is opened. */
export default function Plan({ hall }: { hall: Hall }) {
  const [place, page, id] = route.value;
  if (place === "pots") return <Pots hall={hall} />;
  if (place === "rules") return <RulesPage hall={hall} />;
  if (place === "read") return <ReadOut hall={hall} />;
  switch (page) {
    case "new":
      return <OpenGame hall={hall} />;
    case "add":
      return <EditItem hall={hall} id={undefined} />;
    case "item":
      return <EditItem hall={hall} id={id} />;
    case "open":
      return <OpenItem hall={hall} id={id} />;
    case "copy":
      return <CopyNight hall={hall} />;
    default:
      return <Programme hall={hall} />;
  }
}
