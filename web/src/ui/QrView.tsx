import { useEffect, useState } from "preact/hooks";
import css from "./QrView.module.css";

type Props = {
  /** What the code says. */
  text: string;
  /** Said instead of the drawing: where the code leads. */
  label: string;
};

/** Light modules around the code, as scanners expect. */
const QUIET = 4;

/** A QR code at the width of its container. The encoder is loaded when first needed; the space is kept. */
export function QrView({ text, label }: Props) {
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  useEffect(() => {
    let wanted = true;
    import("qr")
      .then(({ encodeQR }) => wanted && setDrawing(draw(encodeQR(text, "raw", { ecc: "medium", border: QUIET }))))
      .catch(() => wanted && setDrawing(null));
    return () => {
      wanted = false;
    };
  }, [text]);
  if (drawing === null) return <span class={css.code} role="img" aria-label={label} />;
  return (
    <svg class={css.code} viewBox={`0 0 ${drawing.side} ${drawing.side}`} role="img" aria-label={label}>
      <path class={css.modules} d={drawing.path} />
    </svg>
  );
}

type Drawing = { side: number; path: string };

/** One path over all dark modules; runs in a row become one rectangle. */
export function draw(modules: readonly (readonly boolean[])[]): Drawing {
  const runs: string[] = [];
  modules.forEach((row, y) => {
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue;
      const start = x;
      while (row[x + 1]) x += 1;
      const width = x - start + 1;
      runs.push(`M${start} ${y}h${width}v1h-${width}z`);
    }
  });
  return { side: modules.length, path: runs.join("") };
}
