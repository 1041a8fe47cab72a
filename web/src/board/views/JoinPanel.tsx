import type { BoardSnapshot } from "../../shared/protocol.gen";
import { QrView } from "../../ui/QrView";
import { addressInWords } from "../screen";
import { words } from "../words";
import css from "./JoinPanel.module.css";

/** How a phone gets here, as a code and in words. */
export function JoinPanel({ night }: { night: BoardSnapshot }) {
  const say = words.value;
  return (
    <section class={css.panel} aria-label={say.joinTitle}>
      <div class={css.code}>
        <QrView text={night.join_url} label={say.joinCode} />
      </div>
      <p class={css.host}>{addressInWords(night.join_url)}</p>
      {night.wifi !== null && <p class={css.wifi}>{say.wifi(night.wifi)}</p>}
    </section>
  );
}
