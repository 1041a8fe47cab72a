import { shared } from "../../../shared/lang";
import type { Warning } from "../../../shared/protocol.gen";
import css from "./Warned.module.css";

/** Over every page: why nothing goes on. */
export function Warned({ warning }: { warning: Warning }) {
  return (
    <p class={css.warned} role="alert">
      {shared.value.warning[warning.kind]}
    </p>
  );
}
