/* Bundles the page's modules: `npm install && npm run build`. The result is committed, so Python needs no node.
   Each bundle begins with the digest of what it was made from; a test compares it with the files. */
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { build } from "esbuild";

const here = new URL(".", import.meta.url).pathname;
const sources = readdirSync(`${here}source`, { recursive: true })
  .filter((name) => name.endsWith(".js"))
  .sort();
const digest = createHash("sha256");
for (const name of sources) digest.update(`${name.replaceAll("\\", "/")}\n`).update(readFileSync(`${here}source/${name}`));
const banner = { js: `/*! sources sha256:${digest.digest("hex")} */` };

await build({
  absWorkingDir: here,
  entryPoints: { explorer: "source/main.js" },
  outdir: "bundle",
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "inline",
  banner,
});
