// Bundles the page's program and style into ../src/deploymap/static/, with the notices of the packages in them.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const STATIC = new URL("../src/deploymap/static/", import.meta.url);
const PACKAGES = ["leaflet", "rbush", "quickselect"];

/** @param {string} name @returns {Promise<string>} the name, version and licence of a package, as its makers word it */
async function notice(name) {
  const folder = new URL(`node_modules/${name}/`, import.meta.url);
  const { version, homepage } = JSON.parse(await readFile(new URL("package.json", folder), "utf8"));
  const licence = await readFile(new URL("LICENSE", folder), "utf8");
  return `${name} ${version}${homepage ? ` (${homepage})` : ""}\n\n${licence.trim()}\n`;
}

await mkdir(STATIC, { recursive: true });
const notices = (await Promise.all(PACKAGES.map(notice))).join("\n----\n\n");
await writeFile(new URL("notices.txt", STATIC), notices);

const folder = STATIC.pathname.replace(/^\/([A-Z]:)/, "$1");
/** @type {import("esbuild").Plugin} */
const withoutPictures = {
  name: "without-pictures",
  setup({ onLoad }) {
    onLoad({ filter: /\.png$/ }, () => ({ contents: "", loader: "dataurl" }));
  },
};

/** @param {Record<string, string>} entryPoints @param {import("esbuild").Plugin[]} [plugins] */
async function bundle(entryPoints, plugins = []) {
  await build({
    absWorkingDir: new URL(".", import.meta.url).pathname.replace(/^\/([A-Z]:)/, "$1"),
    entryPoints,
    outdir: folder,
    bundle: true,
    minify: true,
    charset: "utf8",
    format: "iife",
    target: ["es2022", "chrome123", "firefox120", "safari17.5"],
    loader: { ".png": "dataurl" },
    // the build of it that is no function within a function: these are parsed twice
    alias: { "leaflet/dist": "leaflet/dist", leaflet: "leaflet/dist/leaflet-src.esm.js" },
    plugins,
    legalComments: "none",
    logLevel: "warning",
  });
}

await bundle({ page: "src/main.js", edit: "src/edit/main.js", reader: "src/edit/reader.js" }, [withoutPictures]);
// Leaflet's own pictures are those of what folium alone makes
await bundle({ folium: "src/folium/main.js" });
