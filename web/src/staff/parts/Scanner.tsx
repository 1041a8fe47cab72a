import { useEffect, useRef, useState } from "preact/hooks";
import { cross, flashlight } from "../../ui/glyphs";
import { Icon } from "../../ui/Icon";
import { words } from "../lang";
import { Button } from "./Button";
import { hasTorch, setTorch, useCamera, type CameraState } from "../device/scan/camera";
import { Wedge } from "../device/scan/wedge";
import { camera as cameraGlyph } from "./glyphs";
import { Typed } from "./Typed";
import css from "./Scanner.module.css";

type Props = { onCode: (text: string) => void; action: string; why?: string | null };

/** Camera, typed field and hand scanner: three ways to the same code. */
export function Scanner({ onCode, action, why }: Props) {
  const { video, state, stream, start, end } = useCamera(onCode);
  useWedge(onCode);
  const on = state === "on" || state === "starting";
  return (
    <div class={css.scanner}>
      <div class={css.finder} data-on={on} data-testid="camera" data-state={state}>
        {/* The camera's picture has no words to caption. */}
        <video ref={video} class={css.video} muted playsInline hidden={!on} aria-hidden />
        {on && <span class={css.frame} aria-hidden />}
        <CameraNote state={state} onStart={start} />
        {on && (
          <div class={css.tools}>
            {hasTorch(stream) && <Torch stream={stream!} />}
            <Button kind="quiet" glyph={cross} label={words.value.camera.stop} onClick={end} testid="camera-stop" />
          </div>
        )}
      </div>
      <Typed onCode={onCode} action={action} why={why} />
    </div>
  );
}

function CameraNote({ state, onStart }: { state: CameraState; onStart: () => void }) {
  const say = words.value;
  if (state === "starting") return <p class={css.note}>{say.loading}</p>;
  if (state === "on") return <p class={css.noteLow}>{say.camera.on}</p>;
  return (
    <div class={css.note}>
      {state !== "off" && <p role="status">{say.camera[state]}</p>}
      {state !== "none" && (
        <button type="button" class={css.start} onClick={onStart} data-testid="camera-start">
          <Icon glyph={cameraGlyph} size="large" />
          {say.camera.start}
        </button>
      )}
    </div>
  );
}

function Torch({ stream }: { stream: MediaStream }) {
  const [lit, setLit] = useState(false);
  const flip = () => {
    setLit(!lit);
    void setTorch(stream, !lit).catch(() => setLit(lit));
  };
  return <Button kind="quiet" glyph={flashlight} label={words.value.camera.torch} pressed={lit} onClick={flip} />;
}

/** Listens to a hand scanner, which types like a keyboard wherever the focus is. */
function useWedge(onCode: (text: string) => void): void {
  const hear = useRef(onCode);
  hear.current = onCode;
  useEffect(() => {
    const wedge = new Wedge();
    const typed = (event: KeyboardEvent) => {
      // In a field the scanner's Enter sends the form by itself.
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
      const code = wedge.key(event.key, event.timeStamp);
      if (code === null) return;
      // Not also a press of the button that happens to have the focus.
      event.preventDefault();
      hear.current(code);
    };
    addEventListener("keydown", typed, true);
    return () => removeEventListener("keydown", typed, true);
  }, []);
}
