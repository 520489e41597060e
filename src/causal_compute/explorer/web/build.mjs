/* Bundles the page's modules: `npm install && npm run build`. The result is committed, so Python needs no node.
   Each bundle begins with the digest of the sources; a test compares it with the files.

   explorer.js, large.js   the two pages
   worker.js               Oxigraph's own script, with what asks it
   oxigraph.wasm.deflate   Oxigraph, without what the page does not call, deflated (RFC 1951); only with `npm run engine` */
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import zopfli from "@gfx/zopfli";
import binaryen from "binaryen";
import { build } from "esbuild";

const { deflateAsync } = zopfli; // raw DEFLATE, a twentieth smaller than zlib's

const here = new URL(".", import.meta.url).pathname;
const sources = readdirSync(`${here}source`, { recursive: true })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".js"))
  .sort();
const digest = createHash("sha256");
for (const name of sources) digest.update(`${name}\n`).update(readFileSync(`${here}source/${name}`));

const banner = { js: `/*! sources sha256:${digest.digest("hex")} */` };

const built = (entryPoints, rest = {}) => build({
  absWorkingDir: here,
  entryPoints,
  outdir: "bundle",
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "inline",
  banner,
  ...rest,
});
/** Return WebAssembly whose memory ends at 256 MB, of which the deck takes 10: a boundless query ends there, and not the tab. */
function bounded(wasm) {
  let at = 8; // behind the magic number and the version
  const number = () => {
    let [value, shift] = [0, 0];
    for (; wasm[at] & 128; at++, shift += 7) value |= (wasm[at] & 127) << shift;
    return value | (wasm[at++] << shift);
  };
  for (;;) {
    const start = at;
    const [section, size] = [wasm[at++], number()];
    const body = wasm.subarray(at, at + size);
    at += size;
    if (section !== 5) continue;
    if (body[0] !== 1 || body[1] !== 0) throw new Error("the engine has another memory than one without a limit");
    return Buffer.concat([wasm.subarray(0, start), Buffer.from([5, size + 2, 1, 1]), body.subarray(2), Buffer.from([128, 32]), wasm.subarray(at)]); // 128 32: 4,096 pages
  }
}

await built({ explorer: "source/main.js", large: "source/large.js" });
await built({ worker: "source/sparql/worker.js" }, { define: { "import.meta.url": '""' } });

if (process.argv.includes("--engine")) {
  const { Features, readBinary, setOptimizeLevel, setShrinkLevel } = binaryen;
  const engine = readBinary(readFileSync(`${here}node_modules/oxigraph/web_bg.wasm`));
  // What every browser has that has DecompressionStream; "all" would use what only the newest one reads.
  engine.setFeatures(Features.MutableGlobals | Features.NontrappingFPToInt | Features.BulkMemory | Features.BulkMemoryOpt | Features.SignExt | Features.ReferenceTypes | Features.Multivalue);
  // The page loads and queries; what writes, dumps or parses by itself falls away with its exports.
  for (const name of ["update", "dump", "has", "match", "add", "delete", "size"]) engine.removeExport(`store_${name}`);
  for (const name of ["parse", "parseriterator_next", "parseriteratorresult_done", "parseriteratorresult_value", "asyncparseriterator_next"]) engine.removeExport(name);
  for (const name of ["parseriterator", "parseriteratorresult", "asyncparseriterator"]) engine.removeExport(`__wbg_${name}_free`);
  setOptimizeLevel(2);
  setShrinkLevel(2);
  engine.optimize();
  engine.runPasses(["strip-debug", "strip-producers", "strip-target-features"]);
  writeFileSync(`${here}bundle/oxigraph.wasm.deflate`, await deflateAsync(bounded(engine.emitBinary()), { numiterations: 15 }));
}
