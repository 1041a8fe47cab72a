/** What is announced in the hall besides balls and wins, in words. */
import { called } from "../game/bingo";
import { announceWords } from "../lang/announce";
import type { Said } from "../lang/texts";
import type { Announced, Announcement, StageView } from "../protocol.gen";

/** Older than this it is no news any more to somebody who only now looks at the screen. */
const NEWS_MS = 3 * 60_000;

/** Whether somebody who has read everything up to `read` should see this now. `now_ms`: box time. */
export function isNews(announced: Announced | null, read: number, now_ms: number): announced is Announced {
  return announced !== null && announced.seq > read && now_ms - announced.at_ms < NEWS_MS;
}

/** An announcement as a title and what there is to add. */
export function announcementInWords(what: Announcement, stages: readonly StageView[]): Said {
  const words = announceWords.value;
  switch (what.kind) {
    case "ball_restated":
      return words.ball_restated(called(what.ball));
    case "ball_recalled":
      return words.ball_recalled(called(what.ball), what.reason);
    case "pattern_restated":
      return words.pattern_restated(stages[what.stage]?.name ?? "", what.reason);
    case "claims_asked":
      return words.claims_asked(what.times);
    case "claim_too_late":
      return words.claim_too_late(what.serial, what.call);
    case "dispute_opened":
      return words.dispute_opened(what.about);
    case "dispute_settled":
      return words.dispute_settled(what.decision);
    case "duplicate_reported":
      return words.duplicate_reported(what.serial);
    case "duplicate_settled":
      return words.duplicate_settled(what.serial, what.settlement);
    case "game_voided":
      return words.game_voided(what.reason);
  }
}
