import { useState } from "preact/hooks";
import type { BoxView, CertificateView } from "../../../shared/protocol.gen";
import { QrView } from "../../../ui/QrView";
import { certificateTone } from "../../state/box/box";
import { day } from "../../state/dates";
import { boxWords } from "../../lang/box";
import { Button } from "../../parts/Button";
import { Part } from "./Part";
import { smartphone } from "../../parts/glyphs";
import css from "./Certificate.module.css";

/** Who vouches for the box, for how long, and how a device learns to trust it. */
export function Certificate({ box }: { box: BoxView }) {
  const texts = boxWords.value;
  const { certificate } = box;
  const missing = certificate.from === "own" && certificate.why !== null;
  const left = certificate.days_left > 0 ? texts.certificate.left(certificate.days_left) : texts.certificate.ended;
  return (
    <Part
      title={texts.certificate.title}
      tone={certificateTone(certificate)}
      headline={missing ? texts.certificate.missing : texts.certificate.until(day(certificate.until_ms))}
      testid="box-certificate"
    >
      {!missing && (
        <p>
          <b>{left}</b>
        </p>
      )}
      <p>{missing ? texts.certificate.missingNext : texts.certificate.from[certificate.from]}</p>
      {!missing && (certificate.remind_days !== null || certificate.from === "own") && (
        <p class="soft small">
          {certificate.from === "own" && certificate.remind_days !== null
            ? texts.certificate.ownEnds
            : texts.certificate.next[certificate.from]}
        </p>
      )}
      <Why certificate={certificate} />
      {certificate.from === "own" && <Trust box={box} />}
    </Part>
  );
}

function Why({ certificate }: { certificate: CertificateView }) {
  if (certificate.why === null) return null;
  return (
    <p class="soft small">
      {boxWords.value.why} <q lang="en">{certificate.why}</q>
    </p>
  );
}

/** The way for a new device, which does not trust the box yet: a code to scan, and a number to compare. */
function Trust({ box }: { box: BoxView }) {
  const texts = boxWords.value;
  const [shown, setShown] = useState(false);
  if (!box.authority) return null;
  if (!shown) {
    return (
      <Button glyph={smartphone} onClick={() => setShown(true)} testid="box-trust">
        {texts.trust.go}
      </Button>
    );
  }
  return (
    <div class={css.trust} data-testid="box-trust-shown">
      <p>{texts.trust.hint}</p>
      <div class={css.qr}>
        <QrView text={box.trust_url} label={box.trust_url} />
      </div>
      <a href={box.trust_url} target="_blank" rel="noreferrer">
        {box.trust_url}
      </a>
      <p>{texts.trust.print}</p>
      <p class={css.print}>{box.authority.replaceAll(":", " ")}</p>
    </div>
  );
}
