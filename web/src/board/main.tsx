import { render } from "preact";
import "../ui/fonts.css";
import "../ui/theme.css";
import "./board.css";
import { start } from "./hall";
import { followNews } from "./news";
import { keepPage } from "./offline";
import { watchScreen } from "./stage";
import { App } from "./views/App";

start();
followNews();
watchScreen();
keepPage();
render(<App />, document.getElementById("app")!);
