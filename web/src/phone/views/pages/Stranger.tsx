import { plus, ticket, trash } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { setKeys } from "../../state/hall";
import { go } from "../../device/route";
import { pageWords } from "../../lang/pages";
import { words } from "../../lang";
import css from "./Stranger.module.css";
import parts from "../../parts/parts.module.css";

/** The box knows none of the guest's cards: why that can be, and what to do now. */
export default function Stranger({ venue, count }: { venue: string; count: number }) {
  const { stranger } = pageWords.value;
  const { menu } = words.value;
  return (
    <section class={`${parts.panel} ${css.panel}`} role="status">
      <Icon glyph={ticket} size="large" />
      <h2>{stranger.title(count)}</h2>
      <p>{stranger.text(venue)}</p>
      <div class={parts.stack}>
        <h3>{stranger.why}</h3>
        <ul class={css.list}>
          {stranger.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </div>
      <p class={css.next}>{stranger.next}</p>
      <button type="button" class={`${parts.button} ${parts.primary} ${parts.big}`} onClick={() => go("add")}>
        <Icon glyph={plus} />
        {menu.add}
      </button>
      <button type="button" class={parts.button} onClick={() => setKeys([])}>
        <Icon glyph={trash} />
        {stranger.forget(count)}
      </button>
    </section>
  );
}
