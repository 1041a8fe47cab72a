import { useEffect, useRef, useState } from "preact/hooks";
import { Again } from "./again";
import { frameReader } from "./decode";

/** What the camera is doing. */
export type CameraState = "off" | "starting" | "on" | "denied" | "none" | "lost";

/** Shortest pause between two frames, ms: leaves the phone time for everything else. */
const FRAME_MS = 80;

/** Somebody started the camera before on this page, so it may start by itself again. */
let wanted = false;

/** The camera as a scanner of codes: calls back for every new one while it runs. */
export function useCamera(onCode: (text: string) => void) {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<CameraState>(wanted ? "starting" : "off");
  const [stream, setStream] = useState<MediaStream | null>(null);
  const hear = useRef(onCode);
  hear.current = onCode;
  const running = state === "starting" || state === "on";

  useEffect(() => {
    if (!running) return;
    const stop = new AbortController();
    openCamera(stop.signal)
      .then((opened) => {
        setStream(opened);
        opened.getVideoTracks()[0]?.addEventListener("ended", () => setState("lost"), { signal: stop.signal });
        return watch(
          video.current!,
          opened,
          stop.signal,
          () => setState("on"),
          (text) => hear.current(text),
        );
      })
      .catch((error: unknown) => !stop.signal.aborted && setState(stateOf(error)));
    return () => stop.abort();
  }, [running]);

  const start = () => {
    wanted = true;
    setState("starting");
  };
  const end = () => {
    wanted = false;
    setState("off");
  };
  return { video, state, stream, start, end };
}

/** Whether this camera has a light, and turning it on and off. */
export async function setTorch(stream: MediaStream, on: boolean): Promise<void> {
  await stream.getVideoTracks()[0]?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
}

/** Whether this camera has a light. */
export function hasTorch(stream: MediaStream | null): boolean {
  const can = stream?.getVideoTracks()[0]?.getCapabilities?.() as { torch?: boolean } | undefined;
  return can?.torch === true;
}

async function openCamera(signal: AbortSignal): Promise<MediaStream> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
  });
  const stop = () => stream.getTracks().forEach((track) => track.stop());
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop);
  signal.throwIfAborted();
  return stream;
}

async function watch(
  video: HTMLVideoElement,
  stream: MediaStream,
  signal: AbortSignal,
  onLive: () => void,
  onCode: (text: string) => void,
): Promise<void> {
  video.srcObject = stream;
  await video.play();
  onLive();
  const read = await frameReader();
  const again = new Again();
  while (!signal.aborted) {
    const text = await read(video);
    if (text && again.isNew(text, performance.now()) && !signal.aborted) onCode(text);
    await new Promise((resolve) => setTimeout(resolve, FRAME_MS));
  }
}

function stateOf(error: unknown): CameraState {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  return name === "AbortError" || name === "NotReadableError" ? "lost" : "none";
}
