import { render } from "preact";
import "../ui/fonts.css";
import "../ui/theme.css";
import "./views/board.css";
import { start } from "./state/hall";
import { followNews } from "./state/news";
import { keepPage } from "./device/offline";
import { watchScreen } from "./device/screen";
import { App } from "./views/App";

start();
followNews();
watchScreen();
keepPage();
render(<App />, document.getElementById("app")!);
