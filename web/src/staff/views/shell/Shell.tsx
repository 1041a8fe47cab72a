import { useEffect } from "preact/hooks";
import type { Me } from "../../../shared/protocol.gen";
import { loadCatalogue } from "../../state/plan/catalogue";
import { hall } from "../../state/hall";
import { useIdleLock } from "../../device/idle";
import { words } from "../../lang";
import { route } from "../../device/route";
import { prefetchScanner } from "../../device/scan/decode";
import { may, type Hall } from "../../state/state";
import { Activity } from "../more/Activity";
import { Banners } from "./Banners";
import { Call } from "../call/Call";
import { Cards } from "../more/Cards";
import { FirstSteps } from "../more/FirstSteps";
import { Frame, Main, Side } from "./Frame";
import { Header } from "./Header";
import { lazyPage } from "./lazy";
import { More } from "../more/More";
import { Nav } from "./Nav";
import { Skeleton } from "./Skeleton";
import { Night } from "../more/Night";
import { Prizes } from "../more/Prizes";
import { Sell } from "../sell/Sell";
import { Team } from "../more/Team";
import { Unsent } from "../more/Unsent";
import { WinDetail } from "../wins/WinDetail";
import { Wins } from "../wins/Wins";

const plan = lazyPage(() => import("../plan"));
const box = lazyPage(() => import("../box"));

/** The console: header, one place, and on wide screens what happens beside it. */
export function Shell({ me }: { me: Me }) {
  const say = words.value;
  useIdleLock();
  useEffect(() => {
    if (me.rights.includes("sell") || me.rights.includes("verify")) void prefetchScanner().catch(() => undefined);
    // Names of patterns stand in the reader's language everywhere, and planning opens at once.
    void loadCatalogue();
    if (me.rights.includes("manage") || me.rights.includes("call")) void plan.fetch();
  }, [me.staff]);
  const now = hall.value;
  if (!now) return <Skeleton />;
  const place = route.value[0] ?? home(now);
  return (
    <Frame>
      <Header hall={now} me={me} />
      <Banners hall={now} />
      {/* Both scroll, so the keyboard must be able to reach them. */}
      <Main tabIndex={0} data-testid={`view-${place}`}>
        <Place place={place} hall={now} />
      </Main>
      <Side aria-label={place === "feed" ? say.wins.title : say.feed.title} tabIndex={0}>
        {place === "feed" ? <Wins hall={now} aside /> : <Activity hall={now} aside />}
      </Side>
      <Nav hall={now} place={place} />
    </Frame>
  );
}

/** Where a person starts: at what they are here for. */
export function home(now: Hall): string {
  if (may(now, "manage") && now.games.length === 0) return "first";
  if (may(now, "call")) return "call";
  if (may(now, "sell")) return "sell";
  return "wins";
}

function Place({ place, hall: now }: { place: string; hall: Hall }) {
  const parts = route.value;
  switch (place) {
    case "first":
      return <FirstSteps hall={now} />;
    case "sell":
      return <Sell hall={now} />;
    case "call":
      return <Call hall={now} />;
    case "programme":
    case "pots":
    case "rules":
    case "read":
      return <plan.View hall={now} />;
    case "wins":
      return parts.length > 3 ? <WinDetail key={parts.join()} hall={now} at={parts.slice(1)} /> : <Wins hall={now} />;
    case "prizes":
      return <Prizes hall={now} />;
    case "feed":
      return <Activity hall={now} />;
    case "team":
      return <Team hall={now} />;
    case "cards":
      return <Cards hall={now} />;
    case "night":
      return <Night hall={now} />;
    case "box":
    case "nights":
    case "reprint":
      return <box.View hall={now} />;
    case "unsent":
      return <Unsent hall={now} />;
    default:
      return <More hall={now} />;
  }
}
