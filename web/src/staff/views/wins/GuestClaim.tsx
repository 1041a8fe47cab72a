import type { GameView } from "../../../shared/protocol.gen";
import { useState } from "preact/hooks";
import { Chips } from "../../../ui/Chips";
import { standingWins } from "../../state/game/calling";
import { live } from "../../state/hall";
import { words } from "../../lang";
import { TroubleNote } from "../../parts/Trouble";
import { useAct } from "../../parts/useAct";
import { go } from "../../device/route";
import { cardText } from "../../device/scan/card";
import { feel } from "../../device/scan/feedback";
import { claimedBy, type Hall } from "../../state/state";
import { patternText } from "../../state/sentences";
import { Scanner } from "../../parts/Scanner";
import css from "./GuestClaim.module.css";

type Props = { game: GameView; hall: Hall; onDone: () => void };

/** A guest shouts: the card decides, not the voice. */
export function GuestClaim({ game, hall, onDone }: Props) {
  const say = words.value;
  const { busy, trouble, run } = useAct();
  const [picked, setPicked] = useState<number | null>(null);
  const stage = stageOf(game, picked);
  const claim = async (scanned: string) => {
    if (busy) return;
    const outcome = await run({ do: "claim", game: game.id, stage, card: cardText(scanned) });
    const serial =
      outcome.kind === "confirmed" ? claimedBy(outcome.reply) : alreadyClaimed(outcome.refusal, scanned, hall);
    feel(serial === null ? "bad" : "good");
    if (serial === null) return;
    onDone();
    go("wins", game.id, stage, serial);
  };
  return (
    <div class={css.claim}>
      <p>{say.wins.guestHint}</p>
      {game.open.length > 1 && (
        <Chips
          label={say.win.which}
          value={String(stage)}
          options={game.open.map(
            (at) => [String(at), patternText(game.stages[at]!.pattern, game.stages[at]!.name)] as const,
          )}
          onPick={(at) => setPicked(Number(at))}
          testid="claim-stage"
        />
      )}
      <div class={css.verdict} data-testid="claim-verdict">
        {trouble && trouble !== "unreachable" && trouble.code === "not_a_win" && <p class={css.no}>{say.win.no}</p>}
        <TroubleNote trouble={trouble} />
      </div>
      <Scanner onCode={(text) => void claim(text)} action={say.typed.claim} why={live.value ? null : say.needsLive} />
    </div>
  );
}

/** The stage a shout is about: the one picked, else the one that has been won. */
function stageOf(game: GameView, picked: number | null): number {
  if (picked !== null && game.open.includes(picked)) return picked;
  return standingWins(game)[0]?.stage ?? game.open[0] ?? game.stage;
}

/** Scanning the winner's card again jumps to it. */
function alreadyClaimed(refusal: { code: string }, scanned: string, hall: Hall): number | null {
  if (refusal.code !== "already_claimed" && refusal.code !== "already_judged") return null;
  const serial = Number(/^#?(\d+)$/.exec(cardText(scanned))?.[1] ?? Number.NaN);
  return hall.wins.some((win) => win.win.cards.some((card) => card.serial === serial || card.hand.includes(serial)))
    ? serial
    : null;
}
