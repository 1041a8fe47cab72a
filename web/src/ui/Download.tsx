import { useEffect, useRef } from "preact/hooks";
import css from "./Download.module.css";
import type { Glyph } from "./glyphs";
import { Icon } from "./Icon";

type Props = {
  href: string;
  glyph: Glyph;
  children: string;
  /** Name of the file; the server's where there is none. */
  file?: string;
  /** What was waited for: it takes the focus when it comes. */
  awaited?: boolean;
  testid?: string;
};

/** A file to save. */
export function Download({ href, glyph, children, file, awaited = false, testid }: Props) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (awaited) link.current?.focus();
  }, []);
  return (
    <a ref={link} class={css.download} href={href} download={file ?? true} data-testid={testid}>
      <Icon glyph={glyph} />
      {children}
    </a>
  );
}

type MakeProps = Pick<Props, "glyph" | "children" | "testid"> & { busy: boolean; onClick: () => void };

/** A file that is made first, and saved by whoever is called; it looks as one that is there. */
export function MakeFile({ glyph, children, testid, busy, onClick }: MakeProps) {
  return (
    <button type="button" class={css.download} onClick={onClick} disabled={busy} aria-busy={busy} data-testid={testid}>
      <Icon glyph={glyph} />
      {children}
    </button>
  );
}
