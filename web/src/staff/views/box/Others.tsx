import { ago } from "../../../shared/i18n";
import type { BoxView } from "../../../shared/protocol.gen";
import { download } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { BUNDLE_URL } from "../../api";
import { t } from "../../lang";
import { b } from "../../lang/box";
import lists from "../lists.module.css";
import { Part } from "./Part";
import shared from "../shared.module.css";

/** What was taken along, and the way to take tonight along. */
export function Copies({ box }: { box: BoxView }) {
  const { bundle, now_ms } = box;
  return (
    <Part
      title={b("copies")}
      headline={bundle ? b("copy_taken", { night: bundle.night, ago: ago(bundle.at_ms, now_ms) }) : b("copy_none")}
      testid="box-copies"
    >
      <p class={shared.soft}>{b("copy_next")}</p>
      <a class={lists.download} href={BUNDLE_URL} download data-testid="box-bundle">
        <Icon glyph={download} />
        {t("bundle")}
      </a>
    </Part>
  );
}

/** When the box heard from the internet last. */
export function Internet({ box }: { box: BoxView }) {
  const { link_ms, now_ms } = box;
  return (
    <Part title={b("link")} headline={link_ms === null ? b("link_none") : b("link_seen", { ago: ago(link_ms, now_ms) })} testid="box-link">
      <p class={shared.soft}>{b("link_next")}</p>
    </Part>
  );
}
