import { LANGUAGE_NAMES, LANGUAGES, language } from "../../../shared/lang/i18n";
import { trash } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { canStayAwake } from "../../device/awake";
import { change, keys, setKeys, settings, state, venue } from "../../state/hall";
import { houseMarks } from "../../state/house";
import { pageWords } from "../../lang/pages";
import { TEXT_SIZES, THEMES } from "../../state/settings";
import { words } from "../../lang";
import { Choice, Switch } from "../../parts/Controls";
import { Page } from "../../parts/Page";
import parts from "../../parts/parts.module.css";
import css from "./Settings.module.css";
import { offerUndo } from "../notices/Undo";

/** Everything a guest can set, and the cards to remove. */
export default function SettingsPage() {
  const texts = { ...words.value.settings, ...pageWords.value.settings };
  const now = settings.value;
  const house = houseMarks(state.value.tonight?.game ?? null);
  return (
    <Page title={texts.title}>
      <div class={parts.panel}>
        <Choice
          label={texts.text}
          options={TEXT_SIZES}
          names={texts.textSizes}
          value={now.text}
          onPick={(text) => change({ text })}
        />
        <Choice
          label={texts.theme}
          options={THEMES}
          names={texts.themes}
          value={now.theme}
          onPick={(theme) => change({ theme })}
        />
        <Choice
          label={texts.language}
          options={LANGUAGES}
          names={LANGUAGE_NAMES}
          value={language.value}
          onPick={(one) => change({ language: one })}
        />
      </div>
      <div class={parts.panel}>
        <Choice
          label={texts.mark}
          options={["auto", "tap"] as const}
          names={texts.marks}
          value={house ? "tap" : now.mark}
          disabled={house}
          onPick={(mark) => change({ mark })}
        />
        <p class={`${parts.soft} ${parts.small}`}>{house ? texts.markHouse : texts.markText}</p>
      </div>
      <div class={parts.panel}>
        {canStayAwake() ? (
          <Switch label={texts.awake} on={now.awake} onChange={(awake) => change({ awake })} />
        ) : (
          <p class={parts.soft}>{texts.noAwake}</p>
        )}
        <Switch label={texts.sound} on={now.sound} onChange={(sound) => change({ sound })} />
        {"vibrate" in navigator && (
          <Switch label={texts.vibration} on={now.vibration} onChange={(vibration) => change({ vibration })} />
        )}
      </div>
      <MyCards />
      <footer class={`${parts.soft} ${parts.small} ${parts.stack}`}>
        {venue.value !== null && <p>{texts.version(venue.value.version)}</p>}
        <p>{texts.notices}</p>
      </footer>
    </Page>
  );
}

function MyCards() {
  const { card, notice } = words.value;
  const texts = pageWords.value.settings;
  const wallet = keys.value ?? [];
  const cards = state.value.tonight?.cards ?? [];
  const nameOf = (key: string) => {
    const found = cards.find((one) => one.key === key);
    return found === undefined ? `…${key.slice(-4)}` : card(found.serial);
  };
  const remove = (key: string) => {
    const before = keys.value ?? [];
    setKeys(before.filter((one) => one !== key));
    offerUndo(notice.removed(nameOf(key)), () => setKeys(before, cards));
  };
  if (wallet.length === 0) return null;
  return (
    <section class={parts.panel}>
      <h2 class={css.head}>{texts.cards}</h2>
      <ul class={parts.stack}>
        {wallet.map((key) => (
          <li key={key} class={css.card}>
            <span>{nameOf(key)}</span>
            <button
              type="button"
              class={parts.button}
              aria-label={texts.removeCard(nameOf(key))}
              onClick={() => remove(key)}
            >
              <Icon glyph={trash} />
              {texts.remove}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
