import type { SerialRange } from "../../../shared/protocol.gen";
import { cross, download } from "../../../ui/glyphs";
import { Download } from "../../../ui/Download";
import { Icon } from "../../../ui/Icon";
import { words } from "../../lang";
import { boxWords } from "../../lang/box";
import { Button } from "../../parts/Button";
import { countOf } from "../../state/box/reprint";
import { Empty, Page } from "../../parts/Page";
import css from "./Chosen.module.css";

/** Sheets that were made: where the browser keeps them, and of which cards they are. */
export interface File {
  url: string;
  cards: readonly SerialRange[];
}

type Props = { cards: readonly SerialRange[]; onLess: (less: SerialRange) => void };

/** The cards that will be printed; each can be left out again. */
export function Chosen({ cards, onLess }: Props) {
  const texts = boxWords.value;
  if (cards.length === 0) {
    return (
      <Empty title={texts.reprint.none}>
        <p>{texts.reprint.noneHint}</p>
      </Empty>
    );
  }
  return (
    <section class={css.chosen}>
      <h2>{texts.reprint.chosen(countOf(cards))}</h2>
      <ul class={css.chips} data-testid="reprint-chosen">
        {cards.map((range) => (
          <li key={range.first}>
            <button
              type="button"
              class={css.chip}
              aria-label={texts.reprint.remove(nameOf(range))}
              onClick={() => onLess(range)}
            >
              {nameOf(range)} <Icon glyph={cross} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The sheets are here: save them, or go on with others. */
export function Ready({ file, onMore }: { file: File; onMore: () => void }) {
  const texts = boxWords.value;
  const [first, last] = [file.cards[0]!.first, file.cards.at(-1)!.last];
  return (
    <Page title={texts.reprint.done} back>
      <p role="status">{file.cards.map(nameOf).join(", ")}</p>
      <Download href={file.url} glyph={download} file={`cards-${first}-${last}.pdf`} awaited testid="reprint-save">
        {texts.reprint.save}
      </Download>
      <p class="soft small">{words.value.cards.how}</p>
      <Button onClick={onMore} testid="reprint-more">
        {texts.reprint.more}
      </Button>
    </Page>
  );
}

function nameOf({ first, last }: SerialRange): string {
  return first === last ? words.value.card(first) : boxWords.value.reprint.range(first, last);
}
