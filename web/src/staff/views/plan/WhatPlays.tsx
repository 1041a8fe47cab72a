import type { Planned } from "../../../shared/protocol.gen";
import { OrderedRows } from "../../../ui/Row";
import { plus, refreshCw, search, trash } from "../../../ui/glyphs";
import { catalogue, findPlay, slugsOf } from "../../state/plan/catalogue";
import { planWords } from "../../lang/plan";
import { Button } from "../../parts/Button";
import { arrowDown, arrowUp } from "../../parts/glyphs";
import { shifted, STAGES_MAX, without } from "../../state/plan/planned";
import { ChosenPlay, PlayWords } from "./PlayWords";
import { useTop } from "./useTop";
import { ItemActs } from "./Item";

type Props = { planned: Planned; onChange: (planned: Planned) => void; onChoose: (which: "first" | "then") => void };

/** The game that was chosen, or the patterns that follow each other. */
export function WhatPlays({ planned, onChange, onChoose }: Props) {
  const texts = planWords.value;
  const all = catalogue.value;
  const slugs = slugsOf(planned.play);
  const several = slugs.length > 1;
  const oneCard = !("plan" in planned.play);
  return (
    <section class="stack">
      {/* After choosing, the form begins with what was chosen. */}
      <div ref={useTop()} />
      <h2>{texts.what.title}</h2>
      <OrderedRows testid="sequence">
        {slugs.map((slug, at) => {
          const play = findPlay(slug, all);
          return (
            <li key={`${at}-${slug}`}>
              <ChosenPlay data-testid={`chosen-${at}`} data-slug={slug}>
                {play ? <PlayWords play={play} /> : <b>{slug}</b>}
                {several && (
                  <ItemActs>
                    <Button
                      kind="quiet"
                      glyph={arrowUp}
                      label={texts.up}
                      busy={at === 0}
                      onClick={() => onChange(shifted(planned, at, -1, all))}
                    />
                    <Button
                      kind="quiet"
                      glyph={arrowDown}
                      label={texts.down}
                      busy={at === slugs.length - 1}
                      onClick={() => onChange(shifted(planned, at, 1, all))}
                    />
                    <Button
                      kind="quiet"
                      glyph={trash}
                      label={texts.remove}
                      onClick={() => onChange(without(planned, at, all))}
                    />
                  </ItemActs>
                )}
              </ChosenPlay>
            </li>
          );
        })}
      </OrderedRows>
      <div class="acts">
        <Button
          kind={slugs.length === 0 ? "primary" : "plain"}
          big={slugs.length === 0}
          glyph={slugs.length === 0 ? search : refreshCw}
          onClick={() => onChoose("first")}
          testid="play-choose"
        >
          {slugs.length === 0 ? texts.what.choose : texts.what.change}
        </Button>
        {oneCard && slugs.length > 0 && slugs.length < STAGES_MAX && (
          <Button glyph={plus} onClick={() => onChoose("then")} testid="play-then">
            {texts.what.then}
          </Button>
        )}
      </div>
    </section>
  );
}
