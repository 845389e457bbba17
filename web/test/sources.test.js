import assert from "node:assert/strict";
import { test } from "node:test";
import { furtherColumns, splitSources } from "../src/data/sources.js";

test("several sources of a row are told apart, each with its own address where there are as many", () => {
  assert.deepEqual(splitSources("Report A; Map B", "https://a.org/x;y https://b.org", ["Dispatch; "]), [
    { text: "Report A", url: null },
    { text: "Map B", url: null },
    { text: "Dispatch", url: null },
    { text: "", url: "https://a.org/x;y" },
    { text: "", url: "https://b.org" },
  ]);
  assert.deepEqual(splitSources("A; B", "https://a.org; https://b.org"), [
    { text: "A", url: "https://a.org" },
    { text: "B", url: "https://b.org" },
  ]);
  assert.deepEqual(splitSources(null, null), []);
  assert.deepEqual(splitSources("https://a.org", null), [{ text: "https://a.org", url: "https://a.org" }]);
  assert.deepEqual(furtherColumns(["source_2", "Source 3", "sources", "resource 2"]), ["source_2", "Source 3"]);
});
