import { callSheetUrl } from "../../device/api";
import { words } from "../../lang";
import { PrintChoices } from "../../parts/PrintChoices";
import { Printed } from "../../parts/Printed";
import { printing } from "../../state/print";
import type { Hall } from "../../state/state";

/** Tonight's games on paper, for the caller: those that were saved. */
export function CallSheet({ hall }: { hall: Hall }) {
  const { paper } = printing.value;
  if (!hall.programme.items.some((item) => item.kind === "game")) return null;
  return (
    <section class="stack tight">
      <PrintChoices />
      <Printed href={callSheetUrl(printing.value)} file={`call-sheet-${paper}.pdf`} testid="call-sheet">
        {words.value.print.callSheet}
      </Printed>
    </section>
  );
}
