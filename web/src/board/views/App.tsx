import { useEffect, useState } from "preact/hooks";
import { called } from "../../shared/game/bingo";
import { useOutage } from "../../ui/NetworkPill";
import { board, link, settings } from "../state/hall";
import { onAir } from "../state/news";
import { noticeOf, screenOf } from "../state/view";
import { toggleFull, toggleGiant } from "../device/screen";
import { shownGame } from "../state/state";
import { words } from "../lang";
import { Loading, Thanks, Welcome } from "./foyer/Foyer";
import { LinkDot } from "./menu/LinkDot";
import { Menu } from "./menu/Menu";
import { Over } from "./foyer/Over";
import { Play } from "./play/Play";
import { Practice } from "./play/Practice";
import { Selling } from "./foyer/Selling";
import { Shown } from "./foyer/Shown";
import { Warned } from "./play/Warned";

/** The whole board: one page by the state of the night, the menu, and what is said aloud. */
export function App() {
  const [menu, setMenu] = useState(false);
  const [held, setHeld] = useState(false);
  const outage = useOutage(link.value.down_since);
  useKeys(
    () => setMenu(true),
    () => setHeld((before) => !before),
  );
  useEffect(() => {
    document.title = words.value.board;
  }, [words.value]);
  const game = shownGame(board.value);
  const message = board.value.night?.shown?.text ?? null;
  const newest = game?.calls[game.calls.length - 1];
  return (
    <>
      {board.value.night?.rehearsal && <Practice />}
      {board.value.warning && <Warned warning={board.value.warning} />}
      <Page
        held={held}
        notice={noticeOf(game, { taken_back: board.value.taken_back, outage, said: onAir(), message })}
      />
      <LinkDot outage={outage} />
      <Menu open={menu} onOpen={() => setMenu(true)} onClose={() => setMenu(false)} />
      <p class="spoken" role="status">
        {newest === undefined ? "" : called(newest)}
      </p>
    </>
  );
}

function Page({ held, notice }: { held: boolean; notice: ReturnType<typeof noticeOf> }) {
  const night = board.value.night;
  const game = shownGame(board.value);
  const screen = screenOf(board.value);
  if (night === null) return <Loading />;
  if (screen === "thanks") return <Thanks night={night} />;
  if (screen === "shown") return <Shown night={night} />;
  if (game === null) return <Welcome night={night} />;
  if (screen === "selling") return <Selling night={night} game={game} held={held} notice={notice} />;
  if (screen === "over") return <Over night={night} game={game} />;
  return <Play night={night} game={game} held={held} notice={notice} />;
}

/** Single keys, unless switched off, a dialog is open or somebody types. */
function useKeys(openMenu: () => void, hold: () => void): void {
  useEffect(() => {
    const acts: Record<string, () => void> = { "?": openMenu, g: toggleGiant, f: toggleFull, p: hold };
    const pressed = (event: KeyboardEvent) => {
      const busy =
        event.target instanceof Element && event.target.closest("input, select, textarea, dialog[open]") !== null;
      if (!settings.value.shortcuts || busy || event.ctrlKey || event.metaKey || event.altKey) return;
      acts[event.key.toLowerCase()]?.();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, []);
}
