import { ago } from "../../../shared/lang/i18n";
import type { BoxView } from "../../../shared/protocol.gen";
import { download } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { BUNDLE_URL } from "../../device/api";
import { words } from "../../lang";
import { boxWords } from "../../lang/box";
import lists from "../lists.module.css";
import { Part } from "./Part";
import shared from "../shared.module.css";

/** What was taken along, and the way to take tonight along. */
export function Copies({ box }: { box: BoxView }) {
  const texts = boxWords.value;
  const { bundle, now_ms } = box;
  return (
    <Part
      title={texts.copies.title}
      headline={bundle ? texts.copies.taken(bundle.night, ago(bundle.at_ms, now_ms)) : texts.copies.none}
      testid="box-copies"
    >
      <p class={shared.soft}>{texts.copies.next}</p>
      <a class={lists.download} href={BUNDLE_URL} download data-testid="box-bundle">
        <Icon glyph={download} />
        {words.value.night.bundle}
      </a>
    </Part>
  );
}

/** When the box heard from the internet last. */
export function Internet({ box }: { box: BoxView }) {
  const texts = boxWords.value;
  const { link_ms, now_ms } = box;
  return (
    <Part
      title={texts.link.title}
      headline={link_ms === null ? texts.link.none : texts.link.seen(ago(link_ms, now_ms))}
      testid="box-link"
    >
      <p class={shared.soft}>{texts.link.next}</p>
    </Part>
  );
}
