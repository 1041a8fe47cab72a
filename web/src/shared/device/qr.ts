/** Reading QR codes from the camera: the browser's own reader, else one in plain JavaScript, fetched when needed. */

/** Side of the square cut from the middle of a frame, in pixels: what the viewfinder shows, at half the work. */
const CROP_PX = 640;

/** Text of the code in one frame; null if there is none. */
export type ReadFrame = (video: HTMLVideoElement) => Promise<string | null>;
/** Text of the code in one picture; null if there is none. */
export type ReadImage = (image: ImageData) => string | null | Promise<string | null>;

interface Detector {
  detect(source: CanvasImageSource): Promise<{ rawValue: string }[]>;
}

interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

/** The best reader there is. `second` is asked for frames the plain reader missed. */
export async function frameReader(second?: () => Promise<ReadImage>): Promise<ReadFrame> {
  const cut = cutter();
  const native = await nativeDetector();
  if (native !== null) {
    return async (video) => {
      const frame = cut(video);
      return frame === null ? null : ((await native.detect(frame.canvas))[0]?.rawValue ?? null);
    };
  }
  const readers = await Promise.all([plainReader(), ...(second ? [second()] : [])]);
  return async (video) => {
    const image = cut(video)?.image();
    if (image === undefined) return null;
    for (const read of readers) {
      const text = await read(image);
      if (text !== null) return text;
    }
    return null;
  };
}

async function nativeDetector(): Promise<Detector | null> {
  const Native = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  try {
    const formats = (await Native?.getSupportedFormats()) ?? [];
    return Native !== undefined && formats.includes("qr_code") ? new Native({ formats: ["qr_code"] }) : null;
  } catch {
    return null;
  }
}

async function plainReader(): Promise<ReadImage> {
  const { decodeQR } = await import("qr/decode.js");
  return (image) => {
    try {
      return decodeQR(image);
    } catch {
      return null;
    }
  };
}

interface Cut {
  canvas: HTMLCanvasElement;
  image(): ImageData;
}

function cutter(): (video: HTMLVideoElement) => Cut | null {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return (video) => {
    const { videoWidth: width, videoHeight: height } = video;
    if (pen === null || width === 0) return null;
    const side = Math.min(width, height, CROP_PX);
    canvas.width = side;
    canvas.height = side;
    pen.drawImage(video, (width - side) / 2, (height - side) / 2, side, side, 0, 0, side, side);
    return { canvas, image: () => pen.getImageData(0, 0, side, side) };
  };
}
