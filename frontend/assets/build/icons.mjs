// One sprite of all icons that the pages name: `icons.json` says which drawing of which package each name is.

import { build } from "esbuild";
import { readFile } from "node:fs/promises";
import path from "node:path";

const here = import.meta.dirname;

async function cityIcons() {
  const bundled = await build({
    stdin: { contents: 'export * from "@gemeente-denhaag/icons";', resolveDir: path.join(here, "..") },
    alias: { react: path.join(here, "react_to_svg.mjs") },
    bundle: true,
    format: "esm",
    platform: "node",
    write: false,
    logLevel: "error",
  });
  const source = Buffer.from(bundled.outputFiles[0].contents).toString("base64");
  return import(`data:text/javascript;base64,${source}`);
}

function symbol(name, svg) {
  const [, opening, inner] = svg.match(/<svg([^>]*)>([\s\S]*)<\/svg>/);
  const viewBox = opening.match(/viewBox="([^"]+)"/)[1];
  const painted = [...opening.matchAll(/ ((?:fill|stroke)[a-z-]*="[^"]+")/g)].map(([, pair]) => ` ${pair}`).join("");
  return `<symbol id="${name}" viewBox="${viewBox}"${painted}>${inner.replace(/\s+/g, " ").trim()}</symbol>`;
}

export async function iconSprite() {
  const wanted = JSON.parse(await readFile(path.join(here, "icons.json"), "utf8"));
  const city = await cityIcons();
  const symbols = await Promise.all(
    Object.entries(wanted).map(async ([name, drawing]) => {
      if (drawing in city) return symbol(name, city[drawing]({}));
      const file = path.join(here, "..", "node_modules/bootstrap-icons/icons", `${drawing}.svg`);
      return symbol(name, await readFile(file, "utf8"));
    }),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
}
