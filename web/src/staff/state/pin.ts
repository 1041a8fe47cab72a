/** Fewest and most digits of a PIN, as the box wants them. */
export const PIN_MIN = 6;
export const PIN_MAX = 12;

/** Whether the text could be a PIN. */
export function isPin(text: string): boolean {
  return text.length >= PIN_MIN && text.length <= PIN_MAX && /^\d+$/.test(text);
}

/** The PIN after a key of the pad or the keyboard. */
export function afterKey(pin: string, key: string): string {
  if (key === "Backspace") return pin.slice(0, -1);
  return /^\d$/.test(key) && pin.length < PIN_MAX ? pin + key : pin;
}
