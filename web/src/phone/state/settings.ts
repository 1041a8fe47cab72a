/** What a guest can set, and how it is written down. */
import { isLanguage, type Language } from "../../shared/lang/i18n";
import type { MarkMode } from "./view";

export const TEXT_SIZES = ["normal", "large", "larger"] as const;
export const THEMES = ["dark", "light", "contrast"] as const;
export type TextSize = (typeof TEXT_SIZES)[number];
export type Theme = (typeof THEMES)[number];

export interface Settings {
  text: TextSize;
  theme: Theme;
  /** Null = the browser's language. */
  language: Language | null;
  awake: boolean;
  mark: MarkMode;
  sound: boolean;
  vibration: boolean;
}

export const DEFAULTS: Settings = {
  text: "normal",
  theme: "dark",
  language: null,
  awake: true,
  mark: "auto",
  sound: false,
  vibration: true,
};

/** Settings read from disk; whatever is not understood falls back to its default. */
export function settingsFrom(kept: unknown): Settings {
  const raw = (typeof kept === "object" && kept !== null ? kept : {}) as Record<keyof Settings, unknown>;
  const pick = <T>(options: readonly T[], value: unknown, fallback: T) =>
    options.find((option) => option === value) ?? fallback;
  const flag = (value: unknown, fallback: boolean) => (typeof value === "boolean" ? value : fallback);
  return {
    text: pick(TEXT_SIZES, raw.text, DEFAULTS.text),
    theme: pick(THEMES, raw.theme, DEFAULTS.theme),
    language: isLanguage(raw.language) ? raw.language : null,
    awake: flag(raw.awake, DEFAULTS.awake),
    mark: pick<MarkMode>(["auto", "tap"], raw.mark, DEFAULTS.mark),
    sound: flag(raw.sound, DEFAULTS.sound),
    vibration: flag(raw.vibration, DEFAULTS.vibration),
  };
}

/**
 * The theme of somebody who has not chosen. A wish for contrast is followed; "light" is not, because browsers
 * report it for everybody who never said anything, and a bingo hall is dark.
 */
export function systemTheme(matches: (query: string) => boolean): Theme {
  return matches("(prefers-contrast: more)") ? "contrast" : "dark";
}
