import { clockTime, number } from "../../../shared/lang/i18n";
import type { RadioView, SeatsView, WifiView } from "../../../shared/protocol.gen";
import { posterUrl } from "../../device/api";
import { wifiTone } from "../../state/box/box";
import { words } from "../../lang";
import { boxWords } from "../../lang/box";
import { PrintChoices } from "../../parts/PrintChoices";
import { Printed } from "../../parts/Printed";
import { printing } from "../../state/print";
import { Part } from "./Part";
import css from "./Wifi.module.css";

/** Who makes the guests' Wi-Fi, how many seats it has left, and what happened to it. */
export function Wifi({ wifi }: { wifi: WifiView }) {
  const texts = boxWords.value;
  return (
    // What another machine does is not ours to judge.
    <Part
      title={texts.wifi.title}
      {...(wifi.from === "radio" ? { tone: wifiTone(wifi) } : {})}
      headline={headline(wifi)}
      testid="box-wifi"
    >
      {wifi.from === "access_point" && <p>{texts.wifi.accessPoint}</p>}
      {wifi.from === "elsewhere" && <p>{texts.wifi.none}</p>}
      {wifi.from === "radio" && !wifi.radio && <p>{texts.wifi.unknownNext}</p>}
      {wifi.radio?.missing && <p>{texts.wifi.missingNext}</p>}
      {wifi.radio?.on_air && <Radio radio={wifi.radio} />}
      <div class="stack tight">
        <PrintChoices />
        <Printed href={posterUrl(printing.value)} file={`poster-${printing.value.paper}.pdf`} testid="box-poster">
          {words.value.print.poster}
        </Printed>
      </div>
    </Part>
  );
}

function headline({ from, name, radio }: WifiView): string {
  const texts = boxWords.value;
  if (from !== "radio") return name ?? texts.wifi.unnamed;
  if (!radio) return texts.wifi.unknown;
  if (radio.missing) return texts.wifi.missing;
  if (!radio.on_air) return texts.wifi.silent;
  const guests = radio.networks.find((network) => !network.staff);
  return guests ? seatsText(guests) : (name ?? texts.wifi.unnamed);
}

function Radio({ radio }: { radio: RadioView }) {
  const texts = boxWords.value;
  const { trouble } = radio;
  return (
    <>
      {radio.networks.map((network) => (
        <Seats key={network.name} network={network} />
      ))}
      <p>{radio.crowded ? texts.wifi.crowded : texts.wifi.crowdedNot}</p>
      {trouble && trouble.now !== "silent" && <p>{texts.wifi[trouble.now](clockTime(trouble.at_ms))}</p>}
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
      <p>{staff ? `${name} (${boxWords.value.wifi.staff}): ${text}` : name}</p>
      <meter min={0} max={seats} {...high} value={Math.min(taken, seats)} aria-label={`${name}: ${text}`} />
    </div>
  );
}

function seatsText({ taken, seats }: SeatsView): string {
  return boxWords.value.wifi.seats(number(taken), number(seats));
}
