// Builds everything the browser gets besides pages: one style sheet, fonts, icons. Names carry a hash of the content.

import { build, transform } from "esbuild";
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { fontFaces } from "./build/fonts.mjs";
import { iconSprite } from "./build/icons.mjs";
import { prune } from "./build/prune.mjs";

const here = import.meta.dirname;
const dist = path.join(here, "dist");
const manifest = {};

async function write(name, content) {
  const bytes = Buffer.from(content);
  const { name: stem, ext } = path.parse(name);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  const hashed = `${stem}-${hash}${ext}`;
  manifest[name] = hashed;
  await writeFile(path.join(dist, hashed), bytes);
  if ([".woff2", ".png"].includes(ext)) return hashed;
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  await writeFile(path.join(dist, `${hashed}.br`), brotliCompressSync(bytes, quality));
  await writeFile(path.join(dist, `${hashed}.gz`), gzipSync(bytes, { level: 9 }));
  return hashed;
}

/** All style sheets in one text, with the font files it names written next to it. */
async function styles() {
  const contents = `${await readFile(path.join(here, "css/site.css"), "utf8")}\n${await fontFaces()}`;
  const bundled = await build({
    stdin: { contents, loader: "css", resolveDir: path.join(here, "css") },
    bundle: true,
    write: false,
    outdir: dist,
    loader: { ".woff2": "file" },
    assetNames: "[name]",
    target: ["chrome100", "firefox100", "safari15"],
    logLevel: "error",
  });
  let css = prune(bundled.outputFiles.find((file) => file.path.endsWith(".css")).text);
  for (const font of bundled.outputFiles.filter((file) => file.path.endsWith(".woff2"))) {
    const name = path.basename(font.path);
    css = css.replaceAll(`./${name}`, `./${await write(name, font.contents)}`);
  }
  const minified = await transform(css, { loader: "css", minify: true, legalComments: "none" });
  return `/* Contains the NL Design System packages of the City of The Hague and Utrecht, EUPL-1.2 */\n${minified.code}`;
}

/** A script with all that it imports, in one file. */
async function script(name) {
  const bundled = await build({
    entryPoints: [path.join(here, "js", name)],
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    target: ["chrome100", "firefox100", "safari15"],
    legalComments: "inline",
    logLevel: "error",
  });
  return bundled.outputFiles[0].text;
}

/** Leaflet's own pictures are not used: points are drawn. */
async function mapStyles() {
  const css = await readFile(path.join(here, "node_modules/leaflet/dist/leaflet.css"), "utf8");
  return (await transform(css.replace(/url\([^)]*\)/g, "none"), { loader: "css", minify: true })).code;
}

/** The viewer of the services' API documents, so that `/docs` asks nothing of a third party. */
async function copyApiDocs() {
  const from = path.join(here, "node_modules/swagger-ui-dist");
  await mkdir(path.join(dist, "api-docs"), { recursive: true });
  for (const name of ["swagger-ui.css", "swagger-ui-bundle.js"]) {
    await copyFile(path.join(from, name), path.join(dist, "api-docs", name));
  }
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await write("site.css", await styles());
await write("icons.svg", await iconSprite());
await write("favicon.svg", await readFile(path.join(here, "img/favicon.svg")));
for (const name of ["site.js", "map.js", "at_the_desk.js", "worker.js"]) await write(name, await script(name));
await write("map.css", await mapStyles());
for (const name of ["icon-192.png", "icon-512.png", "share.png"]) await write(name, await readFile(path.join(here, "img", name)));
await copyApiDocs();
await writeFile(path.join(dist, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
