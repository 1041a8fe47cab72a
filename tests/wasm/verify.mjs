// Checks a bundle with the verifier that browsers get: node verify.mjs proof_wasm.wasm night.zip
// Prints the answer, {"code":0,"words":"…"}.
import { readFileSync } from "node:fs";

const [program, bundle] = process.argv.slice(2).map((path) => readFileSync(path));
const module = new WebAssembly.Module(program);
// The zip library can encrypt and brings a source of randomness for it; reading a bundle never asks for it.
const imports = {};
for (const { module: from, name } of WebAssembly.Module.imports(module)) {
  imports[from] ??= {};
  imports[from][name] = () => {
    throw new Error(`${name} was called: verifying needs nothing from outside`);
  };
}
const { memory, reserve, verify, answer } = (await WebAssembly.instantiate(module, imports)).exports;

const at = reserve(bundle.length);
new Uint8Array(memory.buffer, at, bundle.length).set(bundle);
const length = verify();
// The memory may have grown meanwhile: its buffer is read anew.
console.log(new TextDecoder().decode(new Uint8Array(memory.buffer, answer(), length)));
