import { useState } from "preact/hooks";
import { called } from "../../../shared/game/bingo";
import type { GameView } from "../../../shared/protocol.gen";
import { Chips } from "../../../ui/Chips";
import { Sheet } from "../../../ui/Dialog";
import { hand, megaphone, refreshCw } from "../../../ui/glyphs";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { Reason } from "../../parts/Reason";
import { TroubleNote } from "../../parts/Trouble";
import { useAct } from "../../parts/useAct";
import { may, type Hall } from "../../state/state";
import { patternText } from "../../state/sentences";
import { EndEarly } from "./EndEarly";
import { offline } from "./GameTools";
import { VoidGame } from "./VoidGame";
import { Fold } from "../../parts/Fold";
import css from "./TableTools.module.css";

/** What goes wrong at the table and how it is put right, folded away until it is needed. */
export function TableTools({ game, hall }: { game: GameView; hall: Hall }) {
  const playing = game.status !== "selling" && game.status !== "over";
  if (!playing) return <EndEarly game={game} />;
  return (
    <Fold quiet>
      <summary data-testid="trouble-tools">{words.value.troubleTools}</summary>
      <div class="acts">
        {game.calls.length > 0 && <RestateBall game={game} />}
        <RestatePattern game={game} />
        {!game.dispute && may(hall, "verify") && <Dispute game={game} />}
        <EndEarly game={game} />
        {may(hall, "manage") && <VoidGame game={game} />}
      </div>
    </Fold>
  );
}

function RestateBall({ game }: { game: GameView }) {
  const say = words.value;
  const { busy, trouble, run } = useAct();
  const ball = called(game.calls.at(-1)!);
  const said = game.announced?.what.kind === "ball_restated" && game.announced.what.ball === game.calls.at(-1);
  return (
    <>
      <Button
        glyph={megaphone}
        busy={busy}
        why={offline()}
        onClick={() => void run({ do: "restate_ball", game: game.id })}
        testid="restate-ball"
      >
        {say.restate.ball(ball)}
      </Button>
      <TroubleNote trouble={trouble} />
      <p class={css.done} role="status" data-testid="restated">
        {said ? say.restate.ballDone(ball) : ""}
      </p>
    </>
  );
}

function RestatePattern({ game }: { game: GameView }) {
  const { busy, trouble, run } = useAct();
  const [open, setOpen] = useState(false);
  const [picked, setPicked] = useState<number | null>(null);
  const stage = picked !== null && game.open.includes(picked) ? picked : (game.open[0] ?? game.stage);
  const say = async (reason: string) => {
    const outcome = await run({ do: "restate_pattern", game: game.id, stage, reason });
    if (outcome.kind === "confirmed") setOpen(false);
  };
  const name = (at: number) => patternText(game.stages[at]!.pattern, game.stages[at]!.name);
  return (
    <>
      <Button glyph={refreshCw} onClick={() => setOpen(true)} testid="restate-pattern">
        {words.value.restate.pattern}
      </Button>
      <Sheet
        open={open}
        onClose={() => setOpen(false)}
        title={words.value.restate.pattern}
        closeLabel={words.value.close}
      >
        <Reason
          usual={words.value.restate.reasons}
          action={words.value.restate.pattern}
          busy={busy}
          trouble={trouble}
          why={offline()}
          onGive={(reason) => void say(reason)}
        >
          {game.open.length > 1 ? (
            <Chips
              label={words.value.stage.all}
              value={String(stage)}
              options={game.open.map((at) => [String(at), name(at)] as const)}
              onPick={(at) => setPicked(Number(at))}
            />
          ) : (
            <p>
              <b>{name(stage)}</b>
            </p>
          )}
          <p class="soft small">{words.value.restate.hint}</p>
        </Reason>
      </Sheet>
    </>
  );
}

/** Stops the game because somebody objects. */
export function Dispute({ game }: { game: GameView }) {
  const say = words.value;
  const { busy, trouble, run } = useAct();
  const [open, setOpen] = useState(false);
  const stop = async (about: string) => {
    const outcome = await run({ do: "open_dispute", game: game.id, about });
    if (outcome.kind === "confirmed") setOpen(false);
  };
  return (
    <>
      <Button glyph={hand} onClick={() => setOpen(true)} testid="dispute">
        {say.dispute.name}
      </Button>
      <Sheet open={open} onClose={() => setOpen(false)} title={say.dispute.title} closeLabel={say.close}>
        <Reason
          usual={say.dispute.reasons}
          action={say.dispute.go}
          busy={busy}
          trouble={trouble}
          why={offline()}
          onGive={(about) => void stop(about)}
        >
          <p>{say.dispute.hint}</p>
        </Reason>
      </Sheet>
    </>
  );
}
