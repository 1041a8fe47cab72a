import { render } from "preact";
import "../ui/theme.css";
import "../ui/fonts.css";
import { start } from "./state/hall";
import { applyLook } from "./state/settings";
import { followHash } from "./device/route";
import { App } from "./views/App";

followHash();
await applyLook();
render(<App />, document.getElementById("app")!);
await start();
