import css from "./Ghost.module.css";

/** Stands where something will be that is on its way. */
export function Ghost() {
  return <div class={css.ghost} />;
}
