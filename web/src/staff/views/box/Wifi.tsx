import { clockTime, number } from "../../../shared/i18n";
import type { RadioView, SeatsView, WifiView } from "../../../shared/protocol.gen";
import { wifiTone } from "../../box";
import { b } from "../../lang/box";
import { Part } from "./Part";
import css from "./box.module.css";

/** Who makes the guests' Wi-Fi, how many seats it has left, and what happened to it. */
export function Wifi({ wifi }: { wifi: WifiView }) {
  return (
    <Part title={b("wifi")} tone={wifiTone(wifi)} headline={headline(wifi)} testid="box-wifi">
      {wifi.from === "radio" && !wifi.radio && <p>{b("wifi_unknown_next")}</p>}
      {wifi.radio && <Radio radio={wifi.radio} />}
    </Part>
  );
}

function headline({ from, name, radio }: WifiView): string {
  if (from === "access_point" && name) return b("wifi_access_point", { name });
  if (from !== "radio") return name ? b("wifi_elsewhere", { name }) : b("wifi_none");
  if (!radio) return b("wifi_unknown");
  if (!radio.on_air) return b("wifi_silent");
  return name ?? radio.networks[0]?.name ?? b("wifi");
}

function Radio({ radio }: { radio: RadioView }) {
  const { trouble } = radio;
  return (
    <>
      {radio.networks.map((network) => (
        <Seats key={network.name} network={network} />
      ))}
      <p>{b(radio.crowded ? "crowded" : "crowded_not")}</p>
      {trouble && trouble.now !== "silent" && <p>{b(`wifi_${trouble.now}`, { time: clockTime(trouble.at_ms) })}</p>}
    </>
  );
}

function Seats({ network }: { network: SeatsView }) {
  const text = b("seats", { taken: number(network.taken), seats: number(network.seats) });
  return (
    <div class={css.seats}>
      <p>
        <b>{text}</b> {network.staff && <span class={css.soft}>{`${network.name} (${b("seats_staff")})`}</span>}
      </p>
      <meter min={0} max={network.seats} high={Math.max(1, network.seats * 0.7)} optimum={0} value={Math.min(network.taken, network.seats)} aria-label={text} />
    </div>
  );
}
