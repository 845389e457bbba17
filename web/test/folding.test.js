import assert from "node:assert/strict";
import { test } from "node:test";
import { fold, soughtSound, soundOf } from "../src/data/folding.js";

const finds = (/** @type {string} */ sought, /** @type {string} */ text) =>
  soundOf(fold(text)).includes(soughtSound(sought));

test("names are found in either script, as each is spelt", () => {
  for (const [one, other] of [
    ["Шевченкове", "Shevchenkove"],
    ["Київ", "Kyiv"],
    ["Луганськ", "Luhansk"],
    ["Луганск", "Lugansk"],
    ["Донецьк", "Donetsk"],
    ["Запоріжжя", "Zaporizhzhia"],
    ["Чернігів", "Tschernihiw"],
    ["Єнакієве", "Yenakiieve"],
    ["Юзівка", "Yuzivka"],
    ["Харків", "KHARKIV"],
    ["Миколаїв", "Mykolaïv"],
    ["Щастя", "Shchastia"],
  ]) {
    assert.ok(finds(one, `at ${other} station`), `${one} in ${other}`);
    assert.ok(finds(other, `біля ${one} на`), `${other} in ${one}`);
  }
});

test("a number is found however it is counted, and is no part of another", () => {
  for (const sought of ["1st", "1 st", "1-ша", "1-й", "1ST"])
    for (const text of ["1st Tank", "1-ша танкова", "1 Tank", "No. 1", "1er régiment"])
      assert.ok(finds(sought, text), `${sought} in ${text}`);
  for (const text of ["11th Tank", "21st Tank", "101 Tank"]) assert.ok(!finds("1st", text), text);
  assert.ok(finds("1st brig", "1-st  «Brigade»"));
});

test("punctuation, case and accents make no difference, and a number may still be typed", () => {
  for (const sought of ["T-72", "t72", "T 72", "Т-72", "T-7"]) assert.ok(finds(sought, "six T-72B"), sought);
  assert.ok(finds("sud", "Süd"));
  assert.ok(finds("o'brien", "O’Brien"));
  assert.ok(!finds("72", "T-172"));
  assert.equal(soughtSound(" - "), "");
});
