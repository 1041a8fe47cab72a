import { render } from "preact";
import "../ui/fonts.css";
import "../ui/theme.css";
import { stayAwake } from "./device/awake";
import { start } from "./state/hall";
import { followNews } from "./state/news";
import { fetchRefusals } from "./state/refusals";
import { followCalls } from "./state/replay";
import { checkReveals } from "./state/reveals";
import { followAddress } from "./device/route";
import { serveOffline } from "./device/offline";
import { App } from "./views/App";
import { fetchAllPages } from "./parts/lazy";
import { celebrateWins } from "./state/wins";

// The address of a card as it is scanned, or typed with O for 0 and I or L for 1. Wrapped links, and whatever else
// people paste, are read by the field for codes: most phones never need that.
const path = location.pathname.toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1");
const scanned = /^\/C\/([0-7][0-9A-Z]{25})\b/.exec(path)?.[1] ?? null;
// The key leaves the address bar at once: screenshots and shared links must not carry a card.
if (location.pathname !== "/") history.replaceState(null, "", "/");

followAddress();
void start(scanned).then(() => {
  celebrateWins();
  followCalls();
  followNews();
  checkReveals();
  stayAwake();
});
render(<App />, document.getElementById("app")!);
serveOffline();
// After the first paint and the snapshot, which come first on a slow Wi-Fi.
setTimeout(() => {
  fetchAllPages();
  void fetchRefusals();
}, 4_000);
