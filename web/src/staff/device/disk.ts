import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { OutboxStore, Unsent } from "../state/outbox";

interface StaffDisk extends DBSchema {
  keys: { key: string; value: CryptoKeyPair };
  outbox: { key: string; value: Unsent };
}

let opened: Promise<IDBPDatabase<StaffDisk>> | null = null;

function disk(): Promise<IDBPDatabase<StaffDisk>> {
  opened ??= openDB<StaffDisk>("hallbox-staff", 1, {
    upgrade(db) {
      db.createObjectStore("keys");
      db.createObjectStore("outbox", { keyPath: "id" });
    },
  });
  return opened;
}

/** Unsent acts in IndexedDB. */
export const outboxStore: OutboxStore = {
  all: async () => (await disk()).getAll("outbox"),
  put: async (item) => void (await (await disk()).put("outbox", item, undefined)),
  remove: async (id) => (await disk()).delete("outbox", id),
};

/** The key pair of this device, if it has one. */
export async function savedKey(): Promise<CryptoKeyPair | undefined> {
  return (await disk()).get("keys", "device");
}

/** Keeps the key pair of this device. */
export async function saveKey(pair: CryptoKeyPair): Promise<void> {
  await (await disk()).put("keys", pair, "device");
}
