/** What a guest's phone keeps: IndexedDB behind three verbs. All of it is a cache; the card in the hand counts. */
import { openDB, type IDBPDatabase } from "idb";

/** Keyed values. A browser that forbids storage gets memory instead: the page works until it is closed. */
export interface Store {
  get<T>(key: string): Promise<T | undefined>;
  put(key: string, value: unknown): Promise<void>;
  clear(): Promise<void>;
}

const TABLE = "kept";

/** Opens the phone's store. Never rejects. */
export async function openStore(name = "hallbox-phone"): Promise<Store> {
  try {
    return onDisk(await openDB(name, 1, { upgrade: (db) => void db.createObjectStore(TABLE) }));
  } catch {
    return inMemory();
  }
}

function onDisk(db: IDBPDatabase): Store {
  // A write that fails (quota, private window) must not break the game: the box has everything.
  const quietly = () => undefined;
  return {
    get: <T>(key: string) => db.get(TABLE, key).catch(quietly) as Promise<T | undefined>,
    put: (key, value) => db.put(TABLE, value, key).then(quietly, quietly),
    clear: () => db.clear(TABLE).catch(quietly),
  };
}

/** A store that lives as long as the page. */
export function inMemory(): Store {
  const values = new Map<string, unknown>();
  return {
    get: <T>(key: string) => Promise.resolve(values.get(key) as T | undefined),
    put: (key, value) => Promise.resolve(void values.set(key, value)),
    clear: () => Promise.resolve(values.clear()),
  };
}
