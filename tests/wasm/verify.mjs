// Checks a bundle with the verifier that browsers get: node verify.mjs proof_wasm.wasm night.zip
// Prints the answer, {"code":0,"words":"…"}.
import { readFileSync } from "node:fs";

const [program, bundle] = process.argv.slice(2).map((path) => readFileSync(path));
const { instance } = await WebAssembly.instantiate(program, {});
const { memory, reserve, verify, answer } = instance.exports;

const at = reserve(bundle.length);
new Uint8Array(memory.buffer, at, bundle.length).set(bundle);
const length = verify();
// The memory may have grown meanwhile: its buffer is read anew.
console.log(new TextDecoder().decode(new Uint8Array(memory.buffer, answer(), length)));
