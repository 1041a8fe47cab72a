import { useState } from "preact/hooks";
import { isOtherLayout, readKey } from "../../shared/game/card-link";
import { CODE_SYMBOLS, grouped, readCode } from "../../shared/game/code";
import type { Refusal } from "../../shared/protocol.gen";
import { addKey, keys } from "../state/hall";
import { askForKey, CARDS_MAX } from "../state/wallet";
import { refusalText } from "../state/refusals";
import { words } from "../lang";
import css from "./CodeField.module.css";
import parts from "./parts.module.css";

/** Longest link that somebody pastes, or a hand scanner types. */
const TEXT_MAX = 1_000;

/** A code in its two groups; a link, which may come letter by letter from a hand scanner, as it is. */
function shown(typed: string): string {
  const text = typed.trimStart();
  const isLink = /^HTTP/i.test(text) || text.length > 2 * CODE_SYMBOLS;
  return isLink ? text.replace(/^(HTTP)-(?=S)/i, "$1") : grouped(text);
}

/** The typed code: folded while it is typed, checked before the box is asked, kept when it was wrong. */
export default function CodeField({ onAdded }: { onAdded?: () => void }) {
  const { join } = words.value;
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<string | Refusal | null>(null);
  const [asking, setAsking] = useState(false);

  const submit = async () => {
    const scanned = readKey(typed);
    const read = readCode(typed);
    if (scanned === null && !read.ok) return setFault(isOtherLayout(typed) ? join.otherLayout : join[read.fault]);
    if ((keys.value?.length ?? 0) >= CARDS_MAX) return setFault(join.full);
    if (scanned !== null) return take(scanned);
    if (!read.ok) return;
    setAsking(true);
    const answer = await askForKey(read.code);
    setAsking(false);
    if ("failed" in answer) return setFault(join.unreachable);
    if ("refused" in answer)
      return setFault(answer.refused.code === "unknown" ? join.notFound(read.code) : answer.refused);
    take(answer.key);
  };
  const take = (key: string) => {
    if (!addKey(key)) return setFault(join.already);
    setTyped("");
    setFault(null);
    onAdded?.();
  };

  return (
    <form
      class={parts.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <label class={css.label} for="code">
        {join.code}
      </label>
      <input
        id="code"
        class={css.field}
        value={typed}
        placeholder="ABCD-EFGH"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        enterkeyhint="go"
        maxLength={TEXT_MAX}
        aria-invalid={fault !== null}
        aria-describedby="code-fault"
        onInput={(event) => {
          setTyped(shown(event.currentTarget.value));
          setFault(null);
        }}
      />
      <p id="code-fault" class={css.fault} role="alert">
        {fault !== null && typeof fault === "object" ? refusalText(fault) : fault}
      </p>
      <button type="submit" class={`${parts.button} ${css.go}`} disabled={asking || typed === ""}>
        {join.go}
      </button>
    </form>
  );
}
