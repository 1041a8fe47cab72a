import { useState } from "preact/hooks";
import { ago, clockTime } from "../../shared/i18n";
import type { DeviceView, EnrolmentOffer, Profile } from "../../shared/protocol.gen";
import { Sheet } from "../../ui/Dialog";
import { qrCode } from "../../ui/glyphs";
import { api } from "../api";
import { me } from "../hall";
import { t } from "../lang";
import { Button } from "../parts/Button";
import { Field, Pick } from "../parts/Field";
import { TroubleNote } from "../parts/Trouble";
import { useAsk } from "../parts/useAct";
import { useNow } from "../parts/useNow";
import { may, type Hall } from "../state";
import css from "./lists.module.css";
import shared from "./shared.module.css";

const PROFILES: readonly Profile[] = ["any", "sales_desk", "caller_stand", "prize_desk"];

/** The team's devices, and how a new one joins. */
export function Devices({ hall }: { hall: Hall }) {
  const [adding, setAdding] = useState(false);
  const now = useNow(30_000) + hall.skewMs;
  return (
    <>
      <h2>{t("devices")}</h2>
      <ul class={css.list} data-testid="devices">
        {hall.devices.map((device) => (
          <Device key={device.id} device={device} hall={hall} now={now} />
        ))}
      </ul>
      {may(hall, "people") && (
        <Button glyph={qrCode} onClick={() => setAdding(true)} testid="device-add">
          {t("device_add")}
        </Button>
      )}
      <Sheet open={adding} onClose={() => setAdding(false)} title={t("device_add")} closeLabel={t("close")}>
        <Offer />
      </Sheet>
    </>
  );
}

function Device({ device, hall, now }: { device: DeviceView; hall: Hall; now: number }) {
  const { busy, trouble, run } = useAsk();
  const who = me.value;
  const isThis = who !== null && who !== "unreachable" && who.device === device.id;
  const seen = device.connected
    ? t("device_connected")
    : device.seen_ms === null
      ? t("device_never")
      : t("device_seen", { ago: ago(device.seen_ms, now) });
  const facts = [t(`profile_${device.profile}`), seen, isThis && t("device_this"), device.suspended && t("suspended")];
  return (
    <li class={css.rowTall} data-stale={!device.connected} data-testid={`device-${device.id}`}>
      <span class={css.rowMain}>
        <b>{device.desk}</b>
        <span class={shared.soft}>{facts.filter(Boolean).join(" · ")}</span>
      </span>
      {may(hall, "people") && !isThis && (
        <span class={shared.rowActs}>
          <Button
            kind={device.suspended ? "plain" : "bad"}
            busy={busy}
            onClick={() => void run(api.suspendDevice(device.id, !device.suspended))}
          >
            {t(device.suspended ? "person_restore" : "person_suspend")}
          </Button>
        </span>
      )}
      <TroubleNote trouble={trouble} />
    </li>
  );
}

/** Asks for desk and use, then shows the code the new device has to scan. */
function Offer() {
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
  const profiles = PROFILES.map((one) => [one, t(`profile_${one}`)] as const);
  return (
    <form class={css.form} onSubmit={(event) => void ask(event)}>
      <Field label={t("desk")} value={desk} onInput={setDesk} hint={t("desk_hint")} max={40} testid="device-desk" />
      <Pick label={t("device_profile")} value={profile} options={profiles} onPick={setProfile} testid="device-profile" />
      <TroubleNote trouble={trouble} />
      <Button submit big kind="primary" busy={busy} testid="device-offer">
        {t("device_offer")}
      </Button>
    </form>
  );
}

function OfferCode({ offer }: { offer: EnrolmentOffer }) {
  // As an image it cannot bring script into the page, whatever is in it.
  const source = `data:image/svg+xml;base64,${btoa(offer.qr_svg)}`;
  return (
    <div class={css.offer} data-testid="offer">
      <p>{t("device_scan", { time: clockTime(offer.expires_ms) })}</p>
      <img class={css.qr} src={source} alt={t("device_add")} />
      <p class={shared.soft}>{t("device_or")}</p>
      <code class={css.url} data-testid="offer-url">
        {offer.url}
      </code>
    </div>
  );
}
