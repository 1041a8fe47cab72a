import { LANGUAGE_NAMES, LANGUAGES, language } from "../../../shared/lang/i18n";
import { letters, scanQrCode, settings as gear } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { Letters } from "../../../ui/Letters";
import { change, settings, venue } from "../../state/hall";
import { go } from "../../device/route";
import { TEXT_SIZES } from "../../state/settings";
import { words } from "../../lang";
import { lazyPart } from "../../parts/lazy";
import css from "./Join.module.css";
import parts from "../../parts/parts.module.css";

/** Most phones come with a card and never see it. */
const CodeField = lazyPart(() => import("../../parts/CodeField"));

/** No card yet: how to get one in. */
export function Join() {
  const { join } = words.value;
  return (
    <main class={css.join}>
      <div class={css.hero}>
        <div class={css.sign}>
          <Letters />
        </div>
        {venue.value !== null && <p class={css.venue}>{venue.value.venue}</p>}
        <h1>{join.title}</h1>
        <p class={parts.soft}>{join.lead}</p>
      </div>
      <div class={parts.panel}>
        <button type="button" class={`${parts.button} ${parts.primary} ${parts.big}`} onClick={() => go("add")}>
          <Icon glyph={scanQrCode} size="large" />
          {join.scan}
        </button>
        <p class={css.or}>{join.or}</p>
        <div class={css.code}>
          <CodeField />
        </div>
      </div>
      <p class={`${parts.soft} ${parts.small} ${css.note}`}>{join.noName}</p>
      <Quick />
    </main>
  );
}

/** Language and size of text, for those who cannot read the rest. */
function Quick() {
  const { settings: texts, menu } = words.value;
  const larger = () => {
    const now = TEXT_SIZES.indexOf(settings.value.text);
    change({ text: TEXT_SIZES[(now + 1) % TEXT_SIZES.length]! });
  };
  return (
    <div class={css.quick}>
      <select
        class={parts.button}
        aria-label={texts.language}
        value={language.value}
        onChange={(event) => change({ language: LANGUAGES.find((one) => one === event.currentTarget.value) ?? null })}
      >
        {LANGUAGES.map((one) => (
          <option key={one} value={one}>
            {LANGUAGE_NAMES[one]}
          </option>
        ))}
      </select>
      <button
        type="button"
        class={parts.button}
        aria-label={`${texts.text}: ${texts.textSizes[settings.value.text]}`}
        onClick={larger}
      >
        <Icon glyph={letters} />
        A+
      </button>
      <button type="button" class={parts.button} aria-label={menu.settings} onClick={() => go("settings")}>
        <Icon glyph={gear} />
      </button>
    </div>
  );
}
