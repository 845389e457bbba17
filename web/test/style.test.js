// The numbers that program and style share.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { WIDTHS } from "../src/lib/words.js";

test("the style changes at the widths at which the program does", async () => {
  const style = await readFile(new URL("../src/style/widths.css", import.meta.url), "utf8");
  const least = [...style.matchAll(/min-width: (\d+)px/g)].map((found) => Number(found[1]));
  const most = [...style.matchAll(/max-width: ([\d.]+)px/g)].map((found) => Math.ceil(Number(found[1])));
  const changes = new Set([...least, ...most]);
  for (const width of Object.values(WIDTHS)) assert.ok(changes.has(width), `${width} px`);
});
