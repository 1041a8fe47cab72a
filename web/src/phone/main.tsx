import { render } from "preact";

render(<p>Bingo</p>, document.getElementById("app")!);
