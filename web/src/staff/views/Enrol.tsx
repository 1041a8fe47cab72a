import { scanQrCode, smartphone } from "../../ui/glyphs";
import { api } from "../api";
import { publicKey } from "../device-key";
import { askWho } from "../hall";
import { t } from "../lang";
import { Button } from "../parts/Button";
import { TroubleNote } from "../parts/Trouble";
import { useAsk } from "../parts/useAct";
import { Gate } from "./Gate";
import css from "./gate.module.css";

/** Answers the owner's offer: this device gets its key. */
export function Enrol({ token, onDone }: { token: string; onDone: () => void }) {
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
    <Gate title={t("enrol_title")} intro={t("enrol_intro")} glyph={smartphone} testid="enrol">
      <TroubleNote trouble={trouble} wrong={t("enrol_wrong")} />
      <Button big kind="primary" busy={busy} onClick={() => void enrol()} testid="enrol-submit">
        {t("enrol_submit")}
      </Button>
    </Gate>
  );
}

/** A device nobody has added: says how. */
export function NotEnrolled() {
  return (
    <Gate title={t("not_enrolled_title")} glyph={scanQrCode} testid="not-enrolled">
      <ol class={css.steps}>
        <li>{t("not_enrolled_1")}</li>
        <li>{t("not_enrolled_2")}</li>
        <li>{t("not_enrolled_3")}</li>
      </ol>
      <Button onClick={() => void askWho()}>{t("retry")}</Button>
      <a class={css.link} href="/">
        {t("guest_link")}
      </a>
    </Gate>
  );
}
