import { clockTime, number } from "../../../shared/i18n";
import type { RadioView, SeatsView, WifiView } from "../../../shared/protocol.gen";
import { printer } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { posterUrl } from "../../api";
import { wifiTone } from "../../box";
import { b } from "../../lang/box";
import lists from "../lists.module.css";
import { Part } from "./Part";
import css from "./box.module.css";

/** Who makes the guests' Wi-Fi, how many seats it has left, and what happened to it. */
export function Wifi({ wifi }: { wifi: WifiView }) {
  return (
    // What another machine does is not ours to judge.
    <Part title={b("wifi")} {...(wifi.from === "radio" ? { tone: wifiTone(wifi) } : {})} headline={headline(wifi)} testid="box-wifi">
      {wifi.from === "access_point" && <p>{b("wifi_access_point")}</p>}
      {wifi.from === "elsewhere" && <p>{b("wifi_none")}</p>}
      {wifi.from === "radio" && !wifi.radio && <p>{b("wifi_unknown_next")}</p>}
      {wifi.radio?.on_air && <Radio radio={wifi.radio} />}
      <div class={lists.downloads}>
        <PosterLink paper="a4" label={b("poster_a4")} />
        <PosterLink paper="letter" label={b("poster_letter")} />
      </div>
    </Part>
  );
}

/** The sheet by the door: which network, what to scan, what to tap. */
function PosterLink({ paper, label }: { paper: "a4" | "letter"; label: string }) {
  return (
    <a class={lists.download} href={posterUrl(paper)} download data-testid={`box-poster-${paper}`}>
      <Icon glyph={printer} />
      {label}
    </a>
  );
}

function headline({ from, name, radio }: WifiView): string {
  if (from !== "radio") return name ?? b("wifi_unnamed");
  if (!radio) return b("wifi_unknown");
  if (!radio.on_air) return b("wifi_silent");
  const guests = radio.networks.find((network) => !network.staff);
  return guests ? seatsText(guests) : (name ?? b("wifi_unnamed"));
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

/** Seats of a network as a bar. The guests' are the headline already. */
function Seats({ network }: { network: SeatsView }) {
  const { name, staff, taken, seats } = network;
  const text = seatsText(network);
  // A staff's network that is full is a team at work.
  const high = staff ? {} : { high: Math.max(1, seats * 0.7), optimum: 0 };
  return (
    <div class={css.seats}>
      <p>{staff ? `${name} (${b("seats_staff")}): ${text}` : name}</p>
      <meter min={0} max={seats} {...high} value={Math.min(taken, seats)} aria-label={`${name}: ${text}`} />
    </div>
  );
}

function seatsText({ taken, seats }: SeatsView): string {
  return b("seats", { taken: number(taken), seats: number(seats) });
}
