/** The guest's camera as a reader of cards: asked for once per visit of the page, off when it closes. */
import { useEffect, useRef, useState } from "preact/hooks";
import { frameReader } from "../../shared/device/qr";

export type CameraState = "starting" | "on" | "denied" | "none";

/** Pause between two frames: leaves the phone time to breathe. */
const FRAME_MS = 90;

/** Reads codes for as long as the component lives. The same code is told again only after another. */
export function useCamera(onCode: (text: string) => void) {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<CameraState>("starting");
  const [stream, setStream] = useState<MediaStream | null>(null);
  const told = useRef(onCode);
  told.current = onCode;
  useEffect(() => {
    const stop = new AbortController();
    watch(video.current!, stop.signal, (text) => told.current(text), setState, setStream).catch((error: unknown) => {
      if (!stop.signal.aborted) setState(isDenied(error) ? "denied" : "none");
    });
    return () => stop.abort();
  }, []);
  return { video, state, torch: torchOf(stream) };
}

async function watch(
  video: HTMLVideoElement,
  signal: AbortSignal,
  onCode: (text: string) => void,
  onState: (state: CameraState) => void,
  onStream: (stream: MediaStream) => void,
): Promise<void> {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) return onState("none");
  const stream = await devices.getUserMedia({
    audio: false,
    video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
  });
  const end = () => stream.getTracks().forEach((track) => track.stop());
  if (signal.aborted) return end();
  signal.addEventListener("abort", end);
  video.srcObject = stream;
  await video.play();
  onState("on");
  onStream(stream);
  const read = await frameReader();
  let last: string | null = null;
  while (!signal.aborted) {
    const text = await read(video);
    if (text !== null && text !== last && !signal.aborted) {
      last = text;
      onCode(text);
    }
    await new Promise((resolve) => setTimeout(resolve, FRAME_MS));
  }
}

/** Turns the light on and off; null when the camera has none. */
function torchOf(stream: MediaStream | null): ((on: boolean) => void) | null {
  const track = stream?.getVideoTracks()[0];
  const can = track?.getCapabilities?.() as { torch?: boolean } | undefined;
  if (track === undefined || can?.torch !== true) return null;
  return (on) =>
    void track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] }).catch(() => undefined);
}

function isDenied(error: unknown): boolean {
  return error instanceof Error && (error.name === "NotAllowedError" || error.name === "SecurityError");
}
