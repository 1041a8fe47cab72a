import { NetworkPill, useOutage } from "../../ui/NetworkPill";
import { keys, link, retry, state } from "../hall";
import { page } from "../route";
import { polite, urgent } from "../say";
import { winOnShow } from "../wins";
import { words } from "../words";
import { Game } from "./Game";
import { Join } from "./Join";
import { lazy, lazyPart } from "./lazy";
import { helpText, reachText } from "./OutOfReach";
import { Undo } from "./Undo";

const Calls = lazyPart(() => import("./Calls"));
const AddCard = lazy(() => import("./AddCard"));
const Fair = lazy(() => import("./Fair"));
const RulesPage = lazy(() => import("./RulesPage"));
const Win = lazyPart(() => import("./Win"));
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
