// For tests/test_time.py: sheets and dates in, and out which rows hold at each date and in a span to it, and in whose number each row's is.

import { text } from "node:stream/consumers";
import { atOnce } from "../src/lib/slices.js";
import { readTimes } from "../src/data/times.js";

/** @type {{ columns: Record<string, any[]>, count: number, times: import("../src/data/times.js").Dates }[]} */
const sheets = JSON.parse(await text(process.stdin));
const answers = sheets.map(({ columns, count, times }) => {
  const column = (/** @type {string} */ name) =>
    columns[name] && { get: (/** @type {number} */ row) => columns[name][row] };
  const circles = /** @type {any} */ ({ of: "troops" });
  const read = atOnce(readTimes(count, column, { times, circles }));
  return times.dates
    .flatMap((last, number) => [[last], [last, times.dates[number >> 1]]])
    .map(([date, since]) => {
      const now = read.at(date, since);
      read.show(now);
      const rows = [...now.mask.keys()].filter((row) => now.mask[row]);
      return { rows, ended: now.ended, above: read.countedIn && rows.map((row) => read.countedIn?.[row]) };
    });
});
process.stdout.write(JSON.stringify(answers));
