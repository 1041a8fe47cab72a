import { render } from "preact";
import { readKey } from "../shared/code";
import "../ui/fonts.css";
import "../ui/theme.css";
import { stayAwake } from "./awake";
import { start } from "./hall";
import { followNews } from "./news";
import { fetchRefusals } from "./refusals";
import { followCalls } from "./replay";
import { checkReveals } from "./reveals";
import { followAddress } from "./route";
import { serveOffline } from "./update";
import { App } from "./views/App";
import { fetchAllPages } from "./views/lazy";
import { celebrateWins } from "./wins";

const scanned = location.pathname === "/" ? null : readKey(location.href);
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
