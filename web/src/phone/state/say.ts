/** What is read aloud: one polite and one urgent region for the whole page. */
import { signal } from "@preact/signals";

/** Calls and changes of state. */
export const polite = signal("");
/** A win, a pause: said at once. */
export const urgent = signal("");
