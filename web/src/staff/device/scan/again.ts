/** A code counts as a new scan only after it was out of sight this long. */
const GONE_MS = 2_500;

/** Keeps a card held before the camera from being sold thirty times a second. */
export class Again {
  private code = "";
  private seen = -Infinity;

  /** True when the code is a new scan. `at` in ms. */
  isNew(code: string, at: number): boolean {
    const fresh = code !== this.code || at - this.seen > GONE_MS;
    this.code = code;
    this.seen = at;
    return fresh;
  }
}
