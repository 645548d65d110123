// The city's own typeface is not free to use; Fira Sans is the body and heading type here, and Vazirmatn for Arabic.

import { readFile } from "node:fs/promises";
import path from "node:path";

const FOLDER = path.join(import.meta.dirname, "..", "node_modules/@fontsource");
const SCRIPTS = { "fira-sans": ["latin", "latin-ext", "cyrillic"], vazirmatn: ["arabic"] };
const WEIGHTS = [400, 700];

/** The @font-face rules; a browser fetches only the files whose characters are on the page. */
export async function fontFaces() {
  const families = await Promise.all(Object.entries(SCRIPTS).map(([family, scripts]) => facesOf(family, scripts)));
  return families.flat().join("\n");
}

async function facesOf(family, scripts) {
  const folder = path.join(FOLDER, family);
  const ranges = JSON.parse(await readFile(path.join(folder, "unicode.json"), "utf8"));
  return scripts.flatMap((script) =>
    WEIGHTS.map(
      (weight) => `@font-face {
  font-family: "Fira Sans";
  font-weight: ${weight};
  font-display: swap;
  src: url("${folder}/files/${family}-${script}-${weight}-normal.woff2") format("woff2");
  unicode-range: ${ranges[script]};
}`,
    ),
  );
}
