import { clockTime } from "../../shared/i18n";
import { Banner } from "../../ui/Banner";
import { megaphone, refreshCw, wifiOff } from "../../ui/glyphs";
import { Icon } from "../../ui/Icon";
import { useOutage } from "../../ui/NetworkPill";
import { link, retry, state, venue } from "../hall";
import { words } from "../words";
import parts from "./parts.module.css";

/** An outage that lasts: first help with the Wi-Fi, then how to play on by ear. */
export function OutOfReach() {
  const { notice, retry: retryLabel } = words.value;
  const outage = useOutage(link.value.down_since);
  if (outage === "none" || outage === "short") return null;
  const byEar = outage === "follow_caller";
  return (
    <Banner kind="warn" glyph={byEar ? megaphone : wifiOff} title={byEar ? notice.manual : reachText()}>
      <p>{byEar ? notice.manualText : helpText()}</p>
      <button type="button" class={parts.button} onClick={retry}>
        <Icon glyph={refreshCw} />
        {retryLabel}
      </button>
    </Banner>
  );
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
