import { effect, signal } from "@preact/signals";
import { detectLanguage, isLanguage, speak, type Language } from "../../shared/lang/i18n";

export type Theme = "dark" | "light" | "contrast";
export type TextSize = "normal" | "large" | "larger";

const STORED = "hallbox-staff-look";

interface Look {
  theme: Theme;
  text: TextSize;
  sound: boolean;
  language: Language | null;
}

/** How this device shows the console. */
export const look = signal<Look>({ theme: "dark", text: "normal", sound: true, language: null, ...stored() });

/** Changes part of it and remembers. */
export function setLook(change: Partial<Look>): void {
  look.value = { ...look.value, ...change };
  localStorage.setItem(STORED, JSON.stringify(look.value));
  if (change.language) void speak(change.language).catch(() => undefined);
}

/** Applies the look to the page; resolves when the texts are there. */
export async function applyLook(): Promise<void> {
  effect(() => {
    document.documentElement.dataset["theme"] = look.value.theme;
    document.documentElement.dataset["text"] = look.value.text;
  });
  await speak(look.value.language ?? detectLanguage()).catch(() => undefined);
}

function stored(): Partial<Look> {
  try {
    const kept = JSON.parse(localStorage.getItem(STORED) ?? "{}") as Partial<Look>;
    return isLanguage(kept.language) ? kept : { ...kept, language: null };
  } catch {
    return {};
  }
}
