import { clockTime } from "../../../shared/lang/i18n";
import { Banner } from "../../../ui/Banner";
import { megaphone, refreshCw, wifiOff } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { useOutage } from "../../../ui/NetworkPill";
import { link, retry, state, venue } from "../../state/hall";
import { isFrozen } from "../../state/house";
import { words } from "../../lang";
import parts from "../../parts/parts.module.css";

/** An outage that lasts: first help with the Wi-Fi, then how to play on by ear. */
export function OutOfReach() {
  const { notice, retry: retryLabel } = words.value;
  const outage = useOutage(link.value.down_since);
  const frozen = useFrozen();
  if (outage === "none" || (outage === "short" && !frozen)) return null;
  const byEar = outage === "follow_caller" && !frozen;
  const { tonight } = state.value;
  const playing = tonight?.game?.status === "running";
  return (
    <Banner
      kind="warn"
      glyph={byEar ? megaphone : wifiOff}
      title={frozen ? notice.frozen : byEar ? notice.manual : reachText()}
    >
      <p>
        {frozen ? notice.frozenText : byEar ? notice.manualText : `${playing ? `${notice.playsOn} ` : ""}${helpText()}`}
      </p>
      <button type="button" class={parts.button} onClick={retry}>
        <Icon glyph={refreshCw} />
        {retryLabel}
      </button>
    </Banner>
  );
}

/** Whether the house rules stop the cards of this phone, because it has lost the box during a game. */
export function useFrozen(): boolean {
  const outage = useOutage(link.value.down_since);
  return isFrozen(state.value.tonight?.game ?? null, outage === "none");
}

/** "Reconnecting… calls up to 14:32 (42 called)". */
export function reachText(): string {
  const { net } = words.value;
  const { tonight } = state.value;
  return tonight === null ? net.shortEmpty : net.short(clockTime(tonight.heard_ms), tonight.game?.calls.length ?? 0);
}

/** Which Wi-Fi to look for. */
export function helpText(): string {
  const { net } = words.value;
  const wifi = venue.value?.wifi;
  return wifi ? net.help(wifi) : net.helpPlain;
}
