import { Icon } from "../../../ui/Icon";
import { history, megaphone, menu, ticket, trophy, type Glyph } from "../../../ui/glyphs";
import { words } from "../../lang";
import { may, openWins, type Hall } from "../../state/state";
import { NavBar } from "./Frame";
import css from "./Nav.module.css";

/** Places under "More", whose tab stays lit in them. */
const UNDER_MORE = [
  "more",
  "first",
  "programme",
  "pots",
  "rules",
  "prizes",
  "team",
  "cards",
  "nights",
  "night",
  "unsent",
  "box",
  "reprint",
];

/** The tabs, cut to what this person may do here. */
export function Nav({ hall, place }: { hall: Hall; place: string }) {
  const { nav } = words.value;
  const waiting = openWins(hall);
  const seesWins = may(hall, "verify") || may(hall, "pay") || may(hall, "call");
  return (
    <NavBar aria-label={nav.label}>
      {may(hall, "sell") && <Tab to="sell" glyph={ticket} text={nav.sell} here={place} />}
      {may(hall, "call") && <Tab to="call" glyph={megaphone} text={nav.call} here={place} />}
      {seesWins && <Tab to="wins" glyph={trophy} text={nav.wins} here={place} count={waiting} />}
      <Tab to="feed" glyph={history} text={nav.feed} here={place} />
      <Tab to="more" glyph={menu} text={nav.more} here={UNDER_MORE.includes(place) ? "more" : place} />
    </NavBar>
  );
}

type TabProps = { to: string; glyph: Glyph; text: string; here: string; count?: number };

function Tab({ to, glyph, text, here, count = 0 }: TabProps) {
  return (
    <a class={css.tab} href={`#/${to}`} aria-current={here === to ? "page" : undefined} data-testid={`nav-${to}`}>
      <span class={css.tabIcon}>
        <Icon glyph={glyph} />
        {count > 0 && (
          <span class={css.badge} data-testid="wins-badge">
            <span aria-hidden>{count}</span>
            <span class="spoken">{words.value.wins.waiting(count)}</span>
          </span>
        )}
      </span>
      {text}
    </a>
  );
}
