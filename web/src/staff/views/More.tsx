import { LANGUAGE_NAMES, LANGUAGES, language } from "../../shared/i18n";
import { chevronRight, circleHelp, gift, list, logOut, moon, settings, shieldCheck, ticket, trophy, users, type Glyph } from "../../ui/glyphs";
import { Icon } from "../../ui/Icon";
import { ownWaiting, signOut } from "../hall";
import { t, type TextKey } from "../lang";
import { Button } from "../parts/Button";
import { Chips, Pick } from "../parts/Field";
import { look, setLook } from "../prefs";
import { may, type Hall } from "../state";
import { Page } from "./Page";
import css from "./lists.module.css";
import shared from "./shared.module.css";

/** The places that are not needed every minute, and this device's look. */
export function More({ hall }: { hall: Hall }) {
  const manages = may(hall, "manage");
  return (
    <Page title={t("more_title")}>
      <ul class={css.list}>
        {manages && <To to="first" glyph={circleHelp} text="first_title" />}
        <To to="programme" glyph={list} text="programme" />
        <To to="prizes" glyph={gift} text="prizes_title" />
        <To to="pots" glyph={trophy} text="pots_title" />
        <To to="rules" glyph={shieldCheck} text="rules_page" />
        {manages && <To to="cards" glyph={ticket} text="more_cards" />}
        {may(hall, "people") && <To to="team" glyph={users} text="more_people" />}
        <To to="night" glyph={moon} text="more_night" />
        {manages && <To to="box" glyph={settings} text="more_box" />}
      </ul>
      <Settings />
      <Button
        glyph={logOut}
        why={ownWaiting.value.length > 0 ? t("sign_out_blocked") : null}
        onClick={() => void signOut()}
        testid="sign-out"
      >
        {t("sign_out")}
      </Button>
    </Page>
  );
}

function To({ to, glyph, text }: { to: string; glyph: Glyph; text: TextKey }) {
  return (
    <li>
      <a class={css.step} href={`#/${to}`} data-testid={`to-${to}`}>
        <Icon glyph={glyph} />
        <span class={css.rowMain}>{t(text)}</span>
        <Icon glyph={chevronRight} />
      </a>
    </li>
  );
}

function Settings() {
  const now = look.value;
  const languages = LANGUAGES.map((one) => [one, LANGUAGE_NAMES[one]] as const);
  return (
    <section class={css.form}>
      <h2>{t("more_settings")}</h2>
      <Pick label={t("language")} value={language.value} options={languages} onPick={(one) => setLook({ language: one })} testid="language" />
      <p class={shared.label}>{t("theme")}</p>
      <Chips
        label={t("theme")}
        value={now.theme}
        options={(["dark", "light", "contrast"] as const).map((one) => [one, t(`theme_${one}`)] as const)}
        onPick={(theme) => setLook({ theme })}
      />
      <p class={shared.label}>{t("text_size")}</p>
      <Chips
        label={t("text_size")}
        value={now.text}
        options={(["normal", "large", "larger"] as const).map((one) => [one, t(`text_${one}`)] as const)}
        onPick={(text) => setLook({ text })}
      />
      <p class={shared.label}>{t("sound")}</p>
      <Chips
        label={t("sound")}
        value={now.sound ? "on" : "off"}
        options={(["on", "off"] as const).map((one) => [one, t(`sound_${one}`)] as const)}
        onPick={(sound) => setLook({ sound: sound === "on" })}
      />
    </section>
  );
}
