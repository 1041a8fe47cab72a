/** Names that run from right to left, inside sentences of ours that run from left to right. */

/** Letters of scripts that run to the left: Hebrew, Arabic and their neighbours, the rare ones by half a character. */
const LEFTWARD = /[\u0590-\u08ff\ud802\ud803\ud83a\ud83b\ufb1d-\ufdff\ufe70-\ufefc]/;

/** A text that keeps its direction, and its full stops and brackets, to itself. */
export function isolated(text: string): string {
  return LEFTWARD.test(text) ? `\u2068${text}\u2069` : text;
}

/** The texts of a language, whose sentences isolate what is put into them. */
export function isolating<T>(texts: T): T {
  return through(texts, false) as T;
}

/** Texts of ours, or what is `put` into them. Most sentences need it not: they stay plain. */
function through(value: unknown, put: boolean): unknown {
  if (typeof value === "string") return put ? isolated(value) : value;
  if (typeof value === "function")
    return (...parts: unknown[]) => {
      const say = value as (...parts: unknown[]) => unknown;
      const said = say(...parts);
      if (put) return through(said, put);
      return LEFTWARD.test(JSON.stringify(said)) ? say(...parts.map((part) => through(part, true))) : said;
    };
  if (typeof value !== "object" || value === null) return value;
  const all = Object.entries(value).map(([name, inner]) => [name, through(inner, put)] as const);
  return Array.isArray(value) ? all.map(([, inner]) => inner) : Object.fromEntries(all);
}
