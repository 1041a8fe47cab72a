import { NetworkPill, useOutage } from "../../ui/NetworkPill";
import { keys, link, retry, state } from "../state/hall";
import { page } from "../device/route";
import { polite, urgent } from "../state/say";
import { winOnShow } from "../state/wins";
import { words } from "../lang";
import { Game } from "./game/Game";
import { Join } from "./pages/Join";
import { lazy, lazyPart } from "../parts/lazy";
import { helpText, reachText } from "./notices/OutOfReach";
import { Undo } from "./notices/Undo";

const Calls = lazyPart(() => import("./game/Calls"));
const AddCard = lazy(() => import("./pages/AddCard"));
const Fair = lazy(() => import("./pages/Fair"));
const RulesPage = lazy(() => import("./pages/RulesPage"));
const Win = lazyPart(() => import("./win/Win"));
const SettingsPage = lazy(() => import("./pages/Settings"));

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
    case "rules":
      return <RulesPage />;
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
  const outage = useOutage(link.value.down_since);
  const lasting = outage === "long" || outage === "follow_caller";
  // Help takes room, which the game makes for it so that no call is covered: see OutOfReach.
  if (lasting && tonight !== null && page.value === "" && keys.value?.length !== 0) return null;
  return (
    <NetworkPill
      downSinceMs={link.value.down_since}
      text={reachText()}
      help={helpText()}
      followCaller={net.follow}
      retryLabel={retryLabel}
      onRetry={retry}
    />
  );
}
