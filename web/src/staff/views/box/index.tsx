import { route } from "../../device/route";
import type { Hall } from "../../state/state";
import { BoxPage } from "./BoxPage";
import { Nights } from "./Nights";
import { Reprint } from "./Reprint";

/** What an owner looks after: the box itself, nights that it keeps, and cards that have to be printed again. */
export default function Box({ hall }: { hall: Hall }) {
  switch (route.value[0]) {
    case "reprint":
      return <Reprint />;
    case "nights":
      return <Nights hall={hall} />;
    default:
      return <BoxPage hall={hall} />;
  }
}
