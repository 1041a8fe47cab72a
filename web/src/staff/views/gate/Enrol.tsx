import { scanQrCode } from "../../../ui/glyphs";
import { api } from "../../device/api";
import { publicKey } from "../../device/key";
import { askWho } from "../../state/hall";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { TroubleNote } from "../../parts/Trouble";
import { useAsk } from "../../parts/useAct";
import { Gate } from "./Gate";
import { smartphone } from "../../parts/glyphs";
import css from "./Enrol.module.css";

/** Answers the owner's offer: this device gets its key. */
export function Enrol({ token, onDone }: { token: string; onDone: () => void }) {
  const say = words.value;
  const { busy, trouble, run } = useAsk();
  const enrol = async () => {
    const device = { public_key: await publicKey() };
    if (!(await run(api.enrol({ token, device })))) return;
    // The token is spent: out of the address bar and the history.
    history.replaceState(null, "", location.pathname);
    await askWho();
    onDone();
  };
  return (
    <Gate title={say.enrol.title} intro={say.enrol.intro} glyph={smartphone} testid="enrol">
      <TroubleNote trouble={trouble} wrong={say.enrol.wrong} />
      <Button big kind="primary" busy={busy} onClick={() => void enrol()} testid="enrol-submit">
        {say.enrol.submit}
      </Button>
    </Gate>
  );
}

/** A device nobody has added: says how. */
export function NotEnrolled() {
  const say = words.value;
  return (
    <Gate title={say.notEnrolled.title} glyph={scanQrCode} testid="not-enrolled">
      <ol class={css.steps}>
        <li>{say.notEnrolled.steps[0]}</li>
        <li>{say.notEnrolled.steps[1]}</li>
        <li>{say.notEnrolled.steps[2]}</li>
      </ol>
      <Button onClick={() => void askWho()}>{say.retry}</Button>
      <a class={css.link} href="/">
        {say.notEnrolled.guest}
      </a>
    </Gate>
  );
}
