/** A hand scanner types this fast; people do not. */
const KEY_MS_MAX = 50;
/** Shorter bursts are people hitting keys. */
const LENGTH_MIN = 4;

/**
 * Tells the keystrokes of a keyboard-wedge scanner from those of a person: fast, long, ended by Enter.
 */
export class Wedge {
  private text = "";
  private last = -Infinity;

  /** Takes one key; returns the code when a burst has ended. `at` in ms. */
  key(key: string, at: number): string | null {
    const fast = at - this.last <= KEY_MS_MAX;
    this.last = at;
    if (key === "Enter") {
      const code = fast && this.text.length >= LENGTH_MIN ? this.text : null;
      this.text = "";
      return code;
    }
    if (key.length !== 1) return null;
    this.text = fast ? this.text + key : key;
    return null;
  }
}
