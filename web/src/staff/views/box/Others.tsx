import { ago } from "../../../shared/lang/i18n";
import type { BoxView } from "../../../shared/protocol.gen";
import { download } from "../../../ui/glyphs";
import { Download } from "../../../ui/Download";
import { BUNDLE_URL } from "../../device/api";
import { words } from "../../lang";
import { boxWords } from "../../lang/box";
import { hall } from "../../state/hall";
import { Part } from "./Part";

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
      <p class="soft small">{texts.copies.next}</p>
      {hall.value?.nightOver === false && <p class="soft small">{words.value.night.bundleEarly}</p>}
      <Download href={BUNDLE_URL} glyph={download} testid="box-bundle">
        {words.value.night.bundle}
      </Download>
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
      <p class="soft small">{texts.link.next}</p>
    </Part>
  );
}
