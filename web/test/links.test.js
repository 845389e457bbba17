import assert from "node:assert/strict";
import { test } from "node:test";
import { linkName, linkParts } from "../src/lib/dom.js";

test("web addresses within a text are links, and nothing else is", () => {
  const found = (/** @type {string} */ text) => linkParts(text).flatMap(({ url }) => url?.href ?? []);
  assert.deepEqual(found("Reuters, https://a.org/b. See (http://b.org/c), https://c.org/d_(e)"), [
    ...["https://a.org/b", "http://b.org/c", "https://c.org/d_(e)"],
  ]);
  assert.deepEqual(found("https://a.org/x;y,https://b.org/1"), ["https://a.org/x;y", "https://b.org/1"]);
  for (const text of ["javascript:alert(1)", "data:text/html,https", "ftp://a.org", "https://", "see a.org", ""])
    assert.deepEqual(found(text), [], text);
  const text = "Reuters, https://a.org/b. See (http://b.org/c) <https://c.org>";
  assert.equal(
    linkParts(text)
      .map((part) => part.text)
      .join(""),
    text,
  );
  // in no more than a moment
  assert.equal(found(`https://a.org/${",".repeat(100_000)}(${"(".repeat(100_000)}`).length, 1);
});

test("links to one host are told apart by their names", () => {
  const name = (/** @type {string} */ text) => linkName(new URL(text));
  assert.equal(name("https://www.a.org/"), "a.org");
  assert.equal(name("https://a.org/b?c=1"), "a.org/b?c=1");
  const long = [1, 2, 3, 4, 5, 6, 7].map((n) => name(`https://www.a.org/world/europe/a-long-way-to-report-${n}.html`));
  assert.equal(new Set(long).size, 7);
  assert.ok(long.every((words) => words.startsWith("a.org/…") && words.length < 40));
});
