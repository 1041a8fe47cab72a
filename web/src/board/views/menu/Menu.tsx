import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { isLanguage, language, LANGUAGE_NAMES, LANGUAGES } from "../../../shared/lang/i18n";
import { Dialog } from "../../../ui/Dialog";
import { menu as bars } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { set, settings } from "../../state/hall";
import { LAYOUTS, SAFE_AREA_MAX, THEMES } from "../../state/settings";
import { words } from "../../lang";
import css from "./Menu.module.css";

type Props = { open: boolean; onOpen: () => void; onClose: () => void };

/** The menu button, which comes with the mouse, a touch or the Tab key, and how this one screen shows things. */
export function Menu({ open, onOpen, onClose }: Props) {
  const say = words.value;
  const now = settings.value;
  return (
    <>
      <button type="button" class={css.button} aria-label={say.menu} aria-haspopup="dialog" onClick={onOpen}>
        <Icon glyph={bars} size="large" />
      </button>
      <Dialog open={open} onClose={onClose} title={say.menuTitle} closeLabel={say.close}>
        <Choice
          name={say.layout}
          options={LAYOUTS.map((key) => [key, say[key]])}
          value={now.layout}
          onPick={(layout) => set({ layout })}
        />
        <Choice
          name={say.theme}
          options={THEMES.map((key) => [key, say[key]])}
          value={now.theme}
          onPick={(theme) => set({ theme })}
        />
        <Choice
          name={say.language}
          options={LANGUAGES.map((key) => [key, LANGUAGE_NAMES[key]])}
          value={now.language ?? language.value}
          onPick={(picked) => isLanguage(picked) && set({ language: picked })}
        />
        <SafeArea />
        <Shortcuts />
      </Dialog>
    </>
  );
}

type ChoiceProps<T extends string> = {
  name: string;
  options: readonly (readonly [T, string])[];
  value: T;
  onPick: (value: T) => void;
};

function Choice<T extends string>({ name, options, value, onPick }: ChoiceProps<T>) {
  const group = useId();
  return (
    <fieldset class={css.choice}>
      <legend>{name}</legend>
      {options.map(([key, label]) => (
        <label key={key} class={css.option}>
          <input type="radio" name={group} checked={key === value} onChange={() => onPick(key)} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

function SafeArea() {
  const { safe_area } = settings.value;
  return (
    <label class={css.range}>
      <span>
        {words.value.safeArea}: {safe_area} %
      </span>
      <input
        type="range"
        min={0}
        max={SAFE_AREA_MAX}
        value={safe_area}
        onInput={(event) => set({ safe_area: Number(event.currentTarget.value) })}
      />
    </label>
  );
}

function Shortcuts() {
  const say = words.value;
  const { shortcuts } = settings.value;
  return (
    <div class={css.shortcuts}>
      <label class={css.option}>
        <input
          type="checkbox"
          checked={shortcuts}
          onChange={(event) => set({ shortcuts: event.currentTarget.checked })}
        />
        {say.shortcuts}
      </label>
      <dl class={css.keys}>
        <Key name="?">{say.keyHelp}</Key>
        <Key name="G">{say.keyGiant}</Key>
        <Key name="F">{say.keyFull}</Key>
        <Key name="P">{say.keyHold}</Key>
      </dl>
    </div>
  );
}

function Key({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>
        <kbd>{name}</kbd>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
