import { Chips } from "../../ui/Chips";
import { words } from "../lang";
import { printing, setPrinting } from "../state/print";

/** Which paper; with `cards` also how they lie on it and whether their backs are printed. */
export function PrintChoices({ cards = false }: { cards?: boolean }) {
  const say = words.value.print;
  const { paper, layout, back } = printing.value;
  return (
    <div class="stack tight">
      <Chips
        label={say.paper}
        value={paper}
        options={(["a4", "letter"] as const).map((one) => [one, say.papers[one]] as const)}
        onPick={(one) => setPrinting({ paper: one })}
        testid="print-paper"
      />
      {cards && (
        <Chips
          label={say.layout}
          value={layout}
          options={(["sheet", "single"] as const).map((one) => [one, say.layouts[one]] as const)}
          onPick={(one) => setPrinting({ layout: one })}
          testid="print-layout"
        />
      )}
      {cards && (
        <Chips
          label={say.sides}
          value={back ? "both" : "front"}
          options={(["front", "both"] as const).map((one) => [one, say[one]] as const)}
          onPick={(one) => setPrinting({ back: one === "both" })}
          testid="print-sides"
        />
      )}
      {cards && layout === "single" && <p class="soft small">{say.singleHint}</p>}
      {cards && back && <p class="soft small">{say.bothHint}</p>}
    </div>
  );
}
