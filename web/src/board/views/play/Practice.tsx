import { words } from "../../lang";
import css from "./Practice.module.css";

/** Over every page of a dry run, so that nobody takes it for a real one. */
export function Practice() {
  return (
    <>
      <p class={css.badge}>{words.value.practice}</p>
      <div class={css.mark} data-text={words.value.practice} aria-hidden />
    </>
  );
}
