import { words } from "../../lang";
import { LinkPill } from "./Banners";
import { Frame, HeaderBar, Main, NavBar, Side } from "./Frame";
import css from "./Skeleton.module.css";

/** The console before the first word of the box: the shape of what comes. */
export function Skeleton() {
  return (
    <Frame data-testid="skeleton" aria-busy="true">
      <HeaderBar>
        <span class={css.name} />
      </HeaderBar>
      <LinkPill />
      <Main>
        <p class="spoken">{words.value.loading}</p>
        <div class={css.title} />
        <div class={css.block} />
        <div class={css.block} />
      </Main>
      <Side />
      <NavBar />
    </Frame>
  );
}
