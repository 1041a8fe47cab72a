import { render } from "preact";
import "../ui/fonts.css";
import "../ui/theme.css";
import "./board.css";
import { start } from "./hall";
import { watchScreen } from "./stage";
import { App } from "./views/App";

start();
watchScreen();
render(<App />, document.getElementById("app")!);
