/** Side of the square cut from the middle of the picture, in pixels: halves the time and loses no reads. */
const CROP_PX = 640;

/** Reads one frame; `null` when there is no code in it. */
export type ReadFrame = (video: HTMLVideoElement) => Promise<string | null>;

interface NativeDetector {
  detect(source: CanvasImageSource): Promise<{ rawValue: string }[]>;
}
interface NativeDetectorClass {
  new (options: { formats: string[] }): NativeDetector;
  getSupportedFormats(): Promise<string[]>;
}

/** The browser's own reader if it has one, else `qr` and then zxing for each frame `qr` missed. */
export async function frameReader(): Promise<ReadFrame> {
  const native = await nativeDetector();
  const crop = cropper();
  if (native) {
    return async (video) => {
      const frame = crop(video);
      return frame ? ((await native.detect(frame.canvas))[0]?.rawValue ?? null) : null;
    };
  }
  // The small reader works at once; the large one may still be on its way over a slow Wi-Fi, or never come.
  const read = await quickReader();
  let readMore: Awaited<ReturnType<typeof loadThorough>> | null = null;
  thoroughReader().then(
    (loaded) => (readMore = loaded),
    () => undefined,
  );
  return async (video) => {
    const image = crop(video)?.image();
    return image ? (read(image) ?? readMore?.(image) ?? null) : null;
  };
}

/** Fetches the scanner before anybody needs it. */
export async function prefetchScanner(): Promise<void> {
  if (!(await nativeDetector())) await Promise.all([quickReader(), thoroughReader()]);
}

async function nativeDetector(): Promise<NativeDetector | null> {
  const detector = (globalThis as { BarcodeDetector?: NativeDetectorClass }).BarcodeDetector;
  try {
    const formats = (await detector?.getSupportedFormats()) ?? [];
    return detector && formats.includes("qr_code") ? new detector({ formats: ["qr_code"] }) : null;
  } catch {
    return null;
  }
}

let quick: ReturnType<typeof loadQuick> | null = null;
let thorough: ReturnType<typeof loadThorough> | null = null;

/** Loaded once; a failed load may be tried again. */
function quickReader(): ReturnType<typeof loadQuick> {
  quick ??= loadQuick().catch((error: unknown) => {
    quick = null;
    throw error;
  });
  return quick;
}

/** Loaded once; a failed load may be tried again. */
function thoroughReader(): ReturnType<typeof loadThorough> {
  thorough ??= loadThorough().catch((error: unknown) => {
    thorough = null;
    throw error;
  });
  return thorough;
}

async function loadQuick(): Promise<(image: ImageData) => string | null> {
  const { decodeQR } = await import("qr/decode.js");
  return (image) => {
    try {
      return decodeQR(image);
    } catch {
      return null;
    }
  };
}

async function loadThorough(): Promise<(image: ImageData) => Promise<string | null>> {
  const [{ prepareZXingModule, readBarcodes }, { default: wasm }] = await Promise.all([
    import("zxing-wasm/reader"),
    import("zxing-wasm/reader/zxing_reader.wasm?url"),
  ]);
  // Without this it asks a public server for the wasm.
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
  return async (image) => (await readBarcodes(image, { formats: ["QRCode"], maxNumberOfSymbols: 1 }))[0]?.text ?? null;
}

interface Crop {
  canvas: HTMLCanvasElement;
  image(): ImageData;
}

function cropper(): (video: HTMLVideoElement) => Crop | null {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return (video) => {
    const { videoWidth: width, videoHeight: height } = video;
    if (!pen || width === 0) return null;
    const side = Math.min(width, height, CROP_PX);
    canvas.width = side;
    canvas.height = side;
    pen.drawImage(video, (width - side) / 2, (height - side) / 2, side, side, 0, 0, side, side);
    return { canvas, image: () => pen.getImageData(0, 0, side, side) };
  };
}
