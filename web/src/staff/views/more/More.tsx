import { LANGUAGE_NAMES, LANGUAGES, language } from "../../../shared/lang/i18n";
import {
  chevronRight,
  circleHelp,
  list,
  logOut,
  moon,
  settings,
  shieldCheck,
  ticket,
  trophy,
  users,
  type Glyph,
} from "../../../ui/glyphs";
import { Chips } from "../../../ui/Chips";
import { Pick } from "../../../ui/Field";
import { Icon } from "../../../ui/Icon";
import { ownWaiting, signOut } from "../../state/hall";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { look, setLook } from "../../state/settings";
import { may, type Hall } from "../../state/state";
import { Page } from "../../parts/Page";
import { RowLink, RowWords, Rows } from "../../../ui/Row";
import { archive, gift } from "../../parts/glyphs";

/** The places that are not needed every minute, and this device's look. */
export function More({ hall }: { hall: Hall }) {
  const say = words.value;
  const manages = may(hall, "manage");
  return (
    <Page title={say.more.title}>
      <Rows>
        {manages && <To to="first" glyph={circleHelp} text={say.first.title} />}
        <To to="programme" glyph={list} text={say.programme} />
        <To to="prizes" glyph={gift} text={say.prizes.title} />
        <To to="pots" glyph={trophy} text={say.more.pots} />
        <To to="rules" glyph={shieldCheck} text={say.rules.page} />
        {manages && <To to="cards" glyph={ticket} text={say.more.cards} />}
        {may(hall, "people") && <To to="team" glyph={users} text={say.more.people} />}
        <To to="night" glyph={moon} text={say.more.night} />
        {manages && <To to="nights" glyph={archive} text={say.more.nights} />}
        {manages && <To to="box" glyph={settings} text={say.more.box} />}
      </Rows>
      <Settings />
      <Button
        glyph={logOut}
        why={ownWaiting.value.length > 0 ? say.signOut.blocked : null}
        onClick={() => void signOut()}
        testid="sign-out"
      >
        {say.signOut.go}
      </Button>
    </Page>
  );
}

function To({ to, glyph, text }: { to: string; glyph: Glyph; text: string }) {
  return (
    <li>
      <RowLink href={`#/${to}`} testid={`to-${to}`}>
        <Icon glyph={glyph} />
        <RowWords>{text}</RowWords>
        <Icon glyph={chevronRight} />
      </RowLink>
    </li>
  );
}

function Settings() {
  const say = words.value;
  const now = look.value;
  const languages = LANGUAGES.map((one) => [one, LANGUAGE_NAMES[one]] as const);
  return (
    <section class="stack loose">
      <h2>{say.more.settings}</h2>
      <Pick
        label={say.look.language}
        value={language.value}
        options={languages}
        onPick={(one) => setLook({ language: one })}
        testid="language"
      />
      <p>
        <b>{say.look.theme}</b>
      </p>
      <Chips
        label={say.look.theme}
        value={now.theme}
        options={(["dark", "light", "contrast"] as const).map((one) => [one, say.look.themes[one]] as const)}
        onPick={(theme) => setLook({ theme })}
      />
      <p>
        <b>{say.look.text}</b>
      </p>
      <Chips
        label={say.look.text}
        value={now.text}
        options={(["normal", "large", "larger"] as const).map((one) => [one, say.look.texts[one]] as const)}
        onPick={(text) => setLook({ text })}
      />
      <p>
        <b>{say.look.sound}</b>
      </p>
      <Chips
        label={say.look.sound}
        value={now.sound ? "on" : "off"}
        options={(["on", "off"] as const).map((one) => [one, say.look.sounds[one]] as const)}
        onPick={(sound) => setLook({ sound: sound === "on" })}
      />
    </section>
  );
}
