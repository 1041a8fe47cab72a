import type { BoardSnapshot } from "../../../shared/protocol.gen";
import { QrView } from "../../../ui/QrView";
import { addressInWords } from "../../state/view";
import { words } from "../../lang";
import css from "./HowTo.module.css";

/** How to play along, in two steps, for screens that have the room. */
export function HowTo({ night }: { night: BoardSnapshot }) {
  const say = words.value;
  return (
    <section class={css.panel}>
      <h2 class={css.title}>{say.joinTitle}</h2>
      <div class={css.code}>
        <QrView text={night.join_url} label={say.joinCode} />
      </div>
      <ol class={css.steps}>
        {night.wifi !== null && (
          <li>
            {say.joinWifi} <b>{night.wifi}</b>
          </li>
        )}
        <li>
          {say.joinScan} <b>{addressInWords(night.join_url)}</b>
        </li>
      </ol>
    </section>
  );
}
