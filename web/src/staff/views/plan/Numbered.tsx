import css from "./Numbered.module.css";

/** Lines with their numbers. */
export function Numbered({ lines }: { lines: readonly string[] }) {
  return (
    <ol class={css.lines}>
      {lines.map((line, at) => (
        <li key={at}>{line}</li>
      ))}
    </ol>
  );
}
