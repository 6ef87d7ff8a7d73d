// Builds assets/build from the packages of package-lock.json:
//   bootstrap.css          what we use of Bootstrap
//   type.css, inter-*      the typeface, Latin and extended Latin
// Files with a mark in their name change it with their content, so browsers may keep them for ever.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { transform } from "esbuild";
import { compile } from "sass";

const TARGET = new URL("../assets/build/", import.meta.url);
const INTER = new URL("node_modules/@fontsource-variable/inter/", import.meta.url);
const SUBSETS = ["latin-ext", "latin"];

const mark = (content) => createHash("sha256").update(content).digest("hex").slice(0, 12);

async function keep(name, content) {
  await writeFile(new URL(name, TARGET), content);
}

async function styles() {
  const { css } = compile("bootstrap.scss", {
    loadPaths: ["node_modules"],
    quietDeps: true,
    silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
  });
  const { code } = await transform(css, { loader: "css", minify: true });
  await keep("bootstrap.css", code);
}

async function type() {
  const sheet = await readFile(new URL("wght.css", INTER), "utf8");
  const faces = await Promise.all(SUBSETS.map((subset) => face(sheet, subset)));
  await keep("type.css", faces.join("\n"));
}

async function face(sheet, subset) {
  const file = `inter-${subset}-wght-normal.woff2`;
  const rule = sheet.match(/@font-face\s*{[^}]*}/g).find((text) => text.includes(file));
  const font = await readFile(new URL(`files/${file}`, INTER));
  const name = `inter-${subset}-${mark(font)}.woff2`;
  await keep(name, font);
  return rule.replace(/url\([^)]*\)/, `url(/assets/build/${name})`);
}

await mkdir(TARGET, { recursive: true });
for (const old of await readdir(TARGET)) {
  if (old.startsWith("inter-")) await rm(new URL(old, TARGET));
}
await Promise.all([styles(), type()]);
