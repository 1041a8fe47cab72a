import { render } from "preact";
import "../ui/theme.css";
import "../ui/fonts.css";
import { start } from "./hall";
import { applyLook } from "./prefs";
import { followHash } from "./route";
import { App } from "./views/App";

followHash();
await applyLook();
render(<App />, document.getElementById("app")!);
await start();
