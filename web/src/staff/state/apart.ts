/** Things that people may give one name. */
import { isolated } from "../../shared/lang/direction";
import type { DeviceView } from "../../shared/protocol.gen";

/** Where a device stands; with its id where another one stands at a place of the same name. */
export function toldApart(
  device: Pick<DeviceView, "id" | "desk">,
  all: readonly Pick<DeviceView, "id" | "desk">[],
): string {
  const alike = all.some((other) => other.id !== device.id && looks(other.desk) === looks(device.desk));
  return alike ? `${isolated(device.desk)} (${device.id})` : device.desk;
}

function looks(name: string): string {
  return name.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
}
