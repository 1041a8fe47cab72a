import { useEffect, useState } from "preact/hooks";
import { called, distance, marks } from "../../../shared/game/bingo";
import type { CardInfo, StaffWin, WinCardView } from "../../../shared/protocol.gen";
import { CardGrid } from "../../../ui/CardGrid";
import { marking, masksAt } from "../../state/game/calling";
import { live, lookUp } from "../../state/hall";
import { words } from "../../lang";
import type { Hall } from "../../state/state";
import { patternNamed, squareWords } from "../../state/sentences";
import { Empty, Page } from "../../parts/Page";
import { Duplicate } from "../sell/Duplicate";
import { Extras } from "./Extras";
import { Tie } from "./Tie";
import { WinActs } from "./WinActs";
import { mustShow, ShowCard } from "./WinParts";
import { cardsOf, whatText, WinState } from "./Wins";
import css from "./WinDetail.module.css";

type Props = { win: StaffWin; card: WinCardView; hall: Hall };

/** One winning card: its squares, and what staff still have to do. `at` = game, stage, serial. */
export function WinDetail({ hall, at }: { hall: Hall; at: readonly string[] }) {
  const say = words.value;
  const [game, stage, serial] = [at[0], Number(at[1]), Number(at[2])];
  const win = hall.wins.find((one) => one.game === game && one.stage === stage);
  const card = win?.win.cards.find((one) => one.serial === serial || one.hand.includes(serial));
  if (!win || !card) {
    return (
      <Page title={say.wins.title} back>
        <Empty title={say.win.gone} />
      </Page>
    );
  }
  return (
    <Page title={cardsOf(card)} back aside={<WinState card={card} />}>
      <p class={css.what}>
        {say.win.on(patternNamed(win.stage_name), called(win.win.ball))}
        <span class="soft small">{whatText(win)}</span>
        {card.slept !== null && <Tie>{say.win.slept(card.slept)}</Tie>}
      </p>
      <div class={css.detail}>
        <WinningFaces win={win} card={card} hall={hall} />
        <div class={css.side}>
          <WinActs win={win} card={card} hall={hall} />
          {!mustShow(win, card) && <ShowCard win={win} card={card} hall={hall} />}
          <Extras win={win} hall={hall} />
        </div>
      </div>
    </Page>
  );
}

/** Every card of the hand with the squares that won. */
function WinningFaces({ win, card, hall }: Props) {
  const cards = card.hand.length > 1 ? card.hand : [card.serial];
  return (
    <div class={css.faces} data-testid="win-faces">
      {cards.map((serial, place) => (
        <WinningFace key={serial} serial={serial} place={place} win={win} hall={hall} />
      ))}
    </div>
  );
}

type FaceProps = { serial: number; place: number; win: StaffWin; hall: Hall };

function WinningFace({ serial, place, win, hall }: FaceProps) {
  const say = words.value;
  const info = useCard(serial);
  const game = hall.game?.id === win.game ? hall.game : null;
  if (!info) {
    return (
      <div class={css.face} aria-busy="true">
        <p class="soft small">{say.win.faceLoading}</p>
      </div>
    );
  }
  // The calls up to the winning ball: later ones may complete more, but they did not win.
  const calls = game ? marking(game, game.calls.slice(0, win.win.call)) : [];
  const marked = marks(info.face, calls);
  const stage = game?.stages[win.stage];
  const won = stage ? distance(marked, masksAt(stage.masks, stage.goal, place)).won : 0;
  return (
    <div class={css.face} data-testid="win-face">
      <CardGrid
        face={info.face}
        marks={marked}
        winning={won}
        last={win.win.ball}
        label={say.card(serial)}
        words={squareWords()}
      />
      <p class="soft small">{game ? say.scan.code(info.code) : say.win.otherGame}</p>
      <Duplicate card={info} hall={hall} />
    </div>
  );
}

/** The card's numbers, asked again when the link comes back. */
function useCard(serial: number): CardInfo | null {
  const [card, setCard] = useState<CardInfo | null>(null);
  const linked = live.value;
  useEffect(() => {
    let wanted = linked && card === null;
    if (!wanted) return;
    void lookUp(`#${serial}`).then((answer) => wanted && answer && "face" in answer && setCard(answer));
    return () => {
      wanted = false;
    };
  }, [serial, linked]);
  return card;
}
