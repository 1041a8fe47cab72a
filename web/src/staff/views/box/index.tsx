import { route } from "../../device/route";
import type { Hall } from "../../state/state";
import { BoxPage } from "./BoxPage";
import { Reprint } from "./Reprint";

/** What an owner looks after: the box itself, and cards that have to be printed again. */
export default function Box({ hall }: { hall: Hall }) {
  return route.value[0] === "reprint" ? <Reprint /> : <BoxPage hall={hall} />;
}
