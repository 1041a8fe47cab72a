/** Side prizes in words. */
import { called } from "../../../shared/game/bingo";
import { money } from "../../../shared/lang/i18n";
import type { ExtraView } from "../../../shared/protocol.gen";
import { words } from "../../lang";

/** "Hot ball N 42: Bingo mug". */
export function extraInWords({ extra, name }: ExtraView): string {
  const say = words.value;
  switch (extra.kind) {
    case "hot_ball":
      return say.hotBall(called(extra.ball), name);
    case "neighbours":
      return say.neighbours(name);
    case "ball_value":
      return (extra.last_digit ? say.digitValue : say.ballValue)(name, money(extra.cents));
  }
}
