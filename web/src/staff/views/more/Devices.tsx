import { useState } from "preact/hooks";
import { ago, clockTime } from "../../../shared/lang/i18n";
import type { DeviceView, EnrolmentOffer, Profile } from "../../../shared/protocol.gen";
import { Field, Pick } from "../../../ui/Field";
import { Sheet } from "../../../ui/Dialog";
import { api } from "../../device/api";
import { me } from "../../state/hall";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { TroubleNote } from "../../parts/Trouble";
import { useAsk } from "../../parts/useAct";
import { useNow } from "../../parts/useNow";
import { toldApart } from "../../state/apart";
import { may, type Hall } from "../../state/state";
import { Row, RowWords, Rows } from "../../../ui/Row";
import { qrCode } from "../../parts/glyphs";
import css from "./Devices.module.css";

const PROFILES: readonly Profile[] = ["any", "sales_desk", "caller_stand", "prize_desk"];

/** The team's devices, and how a new one joins. */
export function Devices({ hall }: { hall: Hall }) {
  const say = words.value;
  const [adding, setAdding] = useState(false);
  const now = useNow(30_000) + hall.skewMs;
  return (
    <>
      <h2>{say.device.title}</h2>
      <Rows testid="devices">
        {hall.devices.map((device) => (
          <Device key={device.id} device={device} hall={hall} now={now} />
        ))}
      </Rows>
      {may(hall, "people") && (
        <Button glyph={qrCode} onClick={() => setAdding(true)} testid="device-add">
          {say.device.add}
        </Button>
      )}
      <Sheet open={adding} onClose={() => setAdding(false)} title={say.device.add} closeLabel={say.close}>
        <Offer />
      </Sheet>
    </>
  );
}

function Device({ device, hall, now }: { device: DeviceView; hall: Hall; now: number }) {
  const say = words.value;
  const { busy, trouble, run } = useAsk();
  const who = me.value;
  const isThis = who !== null && who !== "unreachable" && who.device === device.id;
  const seen = device.connected
    ? say.device.connected
    : device.seen_ms === null
      ? say.device.never
      : say.device.seen(ago(device.seen_ms, now));
  const facts = [
    say.device.profiles[device.profile],
    seen,
    isThis && say.device.this,
    device.suspended && say.team.suspended,
  ];
  return (
    <Row data-stale={!device.connected} data-testid={`device-${device.id}`}>
      <RowWords>
        <b>{toldApart(device, hall.devices)}</b>
        <span class="soft small">{facts.filter(Boolean).join(" · ")}</span>
      </RowWords>
      {may(hall, "people") && !isThis && (
        <span class="acts">
          <Button
            kind={device.suspended ? "plain" : "bad"}
            busy={busy}
            onClick={() => void run(api.suspendDevice(device.id, !device.suspended))}
          >
            {device.suspended ? say.team.restore : say.team.suspend}
          </Button>
        </span>
      )}
      <TroubleNote trouble={trouble} />
    </Row>
  );
}

/** Asks for desk and use, then shows the code the new device has to scan. */
function Offer() {
  const say = words.value;
  const { busy, trouble, run } = useAsk();
  const [desk, setDesk] = useState("");
  const [profile, setProfile] = useState<Profile>("any");
  const [offer, setOffer] = useState<EnrolmentOffer | null>(null);
  const ask = async (event: Event) => {
    event.preventDefault();
    const answer = await run(api.offerEnrolment({ desk: desk.trim(), profile }));
    if (answer) setOffer(answer.ok);
  };
  if (offer) return <OfferCode offer={offer} />;
  const profiles = PROFILES.map((one) => [one, say.device.profiles[one]] as const);
  return (
    <form class="stack loose" onSubmit={(event) => void ask(event)}>
      <Field label={say.desk.label} value={desk} onInput={setDesk} hint={say.desk.hint} max={40} testid="device-desk" />
      <Pick label={say.device.profile} value={profile} options={profiles} onPick={setProfile} testid="device-profile" />
      <TroubleNote trouble={trouble} />
      <Button submit big kind="primary" busy={busy} testid="device-offer">
        {say.device.offer}
      </Button>
    </form>
  );
}

function OfferCode({ offer }: { offer: EnrolmentOffer }) {
  const say = words.value;
  // As an image it cannot bring script into the page, whatever is in it.
  const source = `data:image/svg+xml;base64,${btoa(offer.qr_svg)}`;
  return (
    <div class={css.offer} data-testid="offer">
      <p>{say.device.scan(clockTime(offer.expires_ms))}</p>
      <img class={css.qr} src={source} alt={say.device.add} />
      <p class="soft small">{say.device.or}</p>
      <code class={css.url} data-testid="offer-url">
        {offer.url}
      </code>
    </div>
  );
}
