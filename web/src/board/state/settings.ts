/** How this one screen shows things. Kept on the screen; the address may set it: `/board?layout=giant&lang=es`. */
import { isLanguage, type Language } from "../../shared/lang/i18n";

export const LAYOUTS = ["classic", "giant"] as const;
export const THEMES = ["dark", "light", "contrast"] as const;
/** Televisions cut off up to this much, in per cent of each side. */
export const SAFE_AREA_MAX = 8;

export interface Settings {
  layout: (typeof LAYOUTS)[number];
  theme: (typeof THEMES)[number];
  /** Per cent of each side left empty, 0 to 8. */
  safe_area: number;
  /** Null follows the browser. */
  language: Language | null;
  /** Whether single keys do things. */
  shortcuts: boolean;
}

export const DEFAULTS: Settings = { layout: "classic", theme: "dark", safe_area: 5, language: null, shortcuts: true };

/** Reads settings from anything: what is missing or wrong is the default. */
export function parseSettings(value: unknown): Settings {
  const given = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  const area = Number(given.safe_area ?? DEFAULTS.safe_area);
  return {
    layout: LAYOUTS.find((layout) => layout === given.layout) ?? DEFAULTS.layout,
    theme: THEMES.find((theme) => theme === given.theme) ?? DEFAULTS.theme,
    safe_area: Number.isFinite(area) ? Math.min(SAFE_AREA_MAX, Math.max(0, Math.round(area))) : DEFAULTS.safe_area,
    language: isLanguage(given.language) ? given.language : DEFAULTS.language,
    shortcuts: given.shortcuts !== false,
  };
}

/** The settings kept, overruled by the address. */
export function settingsFrom(kept: unknown, query: URLSearchParams): Settings {
  const asked = {
    layout: query.get("layout"),
    theme: query.get("theme"),
    safe_area: query.get("safe"),
    language: query.get("lang"),
  };
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== null));
  return parseSettings({ ...parseSettings(kept), ...given });
}
