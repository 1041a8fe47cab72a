// What Vite does not do: compress the assets.
import { fileURLToPath } from "node:url";
import { compressAll } from "./compress.mjs";

const dist = fileURLToPath(new URL("../dist", import.meta.url));
await compressAll(dist);
