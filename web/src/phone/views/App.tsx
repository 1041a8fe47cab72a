import { clockTime } from "../../shared/i18n";
import { NetworkPill, useOutage } from "../../ui/NetworkPill";
import { keys, link, retry, state, venue } from "../hall";
import { page } from "../route";
import { polite, urgent } from "../say";
import { winOnShow } from "../wins";
import { words } from "../words";
import { Calls } from "./Calls";
import { Game } from "./Game";
import { Join } from "./Join";
import { lazy } from "./lazy";
import { Undo } from "./Undo";
import { Win } from "./Win";

const AddCard = lazy(() => import("./AddCard"));
const Fair = lazy(() => import("./Fair"));
const SettingsPage = lazy(() => import("./Settings"));

/** The whole phone: one page, what lies over it, and what is read aloud. */
export function App() {
  return (
    <>
      <Network />
      <Open />
      <Calls open={page.value === "calls"} />
      {winOnShow.value !== null && <Win win={winOnShow.value} />}
      <Undo />
      <p class="spoken" role="status">
        {polite.value}
      </p>
      <p class="spoken" role="alert">
        {urgent.value}
      </p>
    </>
  );
}

function Open() {
  switch (page.value) {
    case "settings":
      return <SettingsPage />;
    case "fair":
      return <Fair />;
    case "add":
      return <AddCard />;
    case "":
    case "calls":
      return keys.value !== null && keys.value.length === 0 ? <Join /> : <Game />;
  }
}

function Network() {
  const { net, retry: retryLabel } = words.value;
  const { tonight } = state.value;
  const calls = tonight?.game?.calls.length ?? 0;
  const wifi = venue.value?.wifi;
  const manual = useOutage(link.value.down_since) === "follow_caller";
  // Once the caller is to be followed, the page itself says how and offers to try again: see Notices.
  if (manual && tonight !== null && page.value === "" && keys.value?.length !== 0) return null;
  const help = wifi ? net.help(wifi) : net.helpPlain;
  return (
    <NetworkPill
      downSinceMs={link.value.down_since}
      text={tonight === null ? net.shortEmpty : net.short(clockTime(tonight.heard_ms), calls)}
      help={help}
      followCaller={net.follow}
      retryLabel={retryLabel}
      onRetry={retry}
    />
  );
}
