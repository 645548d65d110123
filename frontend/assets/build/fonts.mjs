// The city's own typeface is not free to use; Fira Sans is the body and heading type here, in the scripts we need.

import { readFile } from "node:fs/promises";
import path from "node:path";

const FOLDER = path.join(import.meta.dirname, "..", "node_modules/@fontsource/fira-sans");
const SCRIPTS = ["latin", "latin-ext", "cyrillic"];
const WEIGHTS = [400, 700];

/** The @font-face rules; a browser fetches only the files whose characters are on the page. */
export async function fontFaces() {
  const ranges = JSON.parse(await readFile(path.join(FOLDER, "unicode.json"), "utf8"));
  return SCRIPTS.flatMap((script) =>
    WEIGHTS.map(
      (weight) => `@font-face {
  font-family: "Fira Sans";
  font-weight: ${weight};
  font-display: swap;
  src: url("${FOLDER}/files/fira-sans-${script}-${weight}-normal.woff2") format("woff2");
  unicode-range: ${ranges[script]};
}`,
    ),
  ).join("\n");
}
