import type { BoardSnapshot } from "../../../shared/protocol.gen";
import { QrView } from "../../../ui/QrView";
import { addressInWords } from "../../state/view";
import { words } from "../../lang";
import css from "./JoinPanel.module.css";

/** Longer names are set smaller, so that the code keeps its size. */
const LONG = 20;

/** How a phone gets here, as a code and in words. */
export function JoinPanel({ night }: { night: BoardSnapshot }) {
  const say = words.value;
  const address = addressInWords(night.join_url);
  return (
    <section class={css.panel} aria-label={say.joinTitle}>
      <div class={css.code}>
        <QrView text={night.join_url} label={say.joinCode} />
      </div>
      <p class={`${css.host} ${sizeOf(address)}`}>{address}</p>
      {night.wifi !== null && <p class={`${css.wifi} ${sizeOf(night.wifi)}`}>{say.wifi(night.wifi)}</p>}
    </section>
  );
}

function sizeOf(text: string): string {
  return text.length > LONG ? (css.long ?? "") : "";
}
