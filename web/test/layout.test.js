import assert from "node:assert/strict";
import { test } from "node:test";
import { createBarriers } from "../src/map/barriers.js";
/** @typedef {import("../src/map/boxes.js").Area} Area */
/** @typedef {import("../src/map/boxes.js").Line} Line */

import * as layout from "../src/map/layout.js";
import { around, grow, lineMeets, meets } from "../src/map/boxes.js";
import { gather, placeStacks } from "../src/map/stacking.js";
import { filledAreas } from "../src/map/stack.js";
import { spotsAlong, spotsWithin } from "../src/map/along.js";
import { atOnce } from "../src/lib/slices.js";

/** @param {Parameters<typeof layout.placeLabels>} given */
const placeLabels = (...given) => atOnce(layout.placeLabels(...given));

const view = { minX: 0, minY: 0, maxX: 800, maxY: 600 };

/** @param {number} seed @returns {() => number} numbers from 0 to 1, the same each time */
function random(seed) {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

/** @param {import("../src/map/boxes.js").Area[]} boxes */
function overlaps(boxes) {
  return boxes.flatMap((a, index) =>
    boxes
      .slice(index + 1)
      .filter((b) => meets(a, b))
      .map((b) => [a, b]),
  );
}

test("no line runs through another label or another's symbols", () => {
  for (let seed = 1; seed <= 30; seed++) {
    const next = random(seed);
    const stacks = Array.from({ length: 40 }, () => around(20 + 760 * next(), 20 + 560 * next(), 26, 26));
    const labels = stacks.map((anchor, id) => ({
      id: String(id),
      anchor,
      sizes: [{ width: 60 + 100 * next(), height: 34 }],
      manner: /** @type {const} */ ("beside"),
    }));
    const placed = placeLabels(labels, { hard: stacks, view });
    for (const { id, leader } of placed) {
      if (!leader) continue;
      const others = [
        ...stacks.filter((_, index) => String(index) !== id),
        ...placed.filter((other) => other.id !== id).map(({ box }) => box),
      ];
      // points along it, but for its ends, which touch what it joins
      const along = Array.from({ length: 19 }, (_, step) => (step + 1) / 20).map((part) => [
        leader[0] + part * (leader[2] - leader[0]),
        leader[1] + part * (leader[3] - leader[1]),
      ]);
      for (const [x, y] of along)
        assert.ok(
          !others.some((box) => x > box.minX + 1 && x < box.maxX - 1 && y > box.minY + 1 && y < box.maxY - 1),
          `seed ${seed}, label ${id}`,
        );
    }
  }
});

test("no line runs between a symbol and its label, or close by another's", () => {
  for (let seed = 1; seed <= 30; seed++) {
    const next = random(seed);
    const stacks = Array.from({ length: 40 }, () => around(20 + 760 * next(), 20 + 560 * next(), 26, 26));
    const labels = stacks.map((anchor, id) => ({
      id: String(id),
      anchor,
      sizes: [{ width: 60 + 60 * next(), height: 34 }],
      manner: /** @type {const} */ ("beside"),
    }));
    const placed = placeLabels(labels, { hard: stacks, view });
    for (const { id, leader } of placed)
      for (const { box, ...other } of placed) {
        if (!leader || other.id === id) continue;
        assert.ok(!lineMeets(leader, grow(box, 3)), `seed ${seed}: ${id} by ${other.id}`);
        const anchor = stacks[Number(other.id)];
        const isRight = box.minX > anchor.maxX && box.minY < anchor.maxY && anchor.minY < box.maxY;
        const gap = { ...anchor, minX: anchor.maxX, maxX: box.minX };
        if (!other.leader && isRight) assert.ok(!lineMeets(leader, gap), `seed ${seed}: ${id} before ${other.id}`);
      }
  }
});

test("a turned label leaves the corners of its box to others", () => {
  const spots = () => [{ x: 400, y: 300, turn: 45 }];
  const anchor = around(400, 300, 1, 1);
  const sizes = [{ width: 200, height: 14 }];
  const corner = { ...around(340, 350, 40, 20) };
  const name = { id: "a", anchor, sizes, manner: /** @type {const} */ ("fixed"), spots };
  assert.equal(placeLabels([name], { hard: [corner], view }).length, 1);
  assert.equal(placeLabels([name], { hard: [around(440, 340, 10, 10)], view }).length, 0);
});

test("the name of a line stands along it, that of an area within it or beside it", () => {
  const size = { width: 80, height: 14 };
  const [along] = spotsAlong(
    [
      [
        { x: 100, y: 100 },
        { x: 300, y: 300 },
      ],
    ],
    size,
    3,
    view,
  );
  assert.equal(Math.round(along.turn), 45);
  assert.ok(along.x > along.y, "above the line");
  assert.deepEqual(
    spotsAlong(
      [
        [
          { x: 0, y: 0 },
          { x: 30, y: 0 },
        ],
      ],
      size,
      3,
      view,
    ),
    [],
  );
  const square = (/** @type {number} */ half) =>
    [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ].map(([x, y]) => ({ x: 400 + x * half, y: 300 + y * half }));
  const middle = { x: 400, y: 300 };
  assert.deepEqual(spotsWithin([square(100)], middle, size, view)[0], { ...middle, turn: 0 });
  assert.ok(
    spotsWithin([square(100), square(10)], middle, size, view).every(({ x, y }) => Math.hypot(x - 400, y - 300) > 10),
  );
  assert.ok(
    spotsWithin([square(20)], middle, size, view).every(
      ({ x, y }) => Math.max(Math.abs(x - 400), Math.abs(y - 300)) > 20,
    ),
  );
});

test("a label with room stands at the right of its anchor, without a line", () => {
  const [placed] = placeLabels(
    [{ id: "a", anchor: around(400, 300, 26, 26), sizes: [{ width: 80, height: 20 }], manner: "beside" }],
    { hard: [around(400, 300, 26, 26)], view },
  );
  assert.equal(placed.side, "right");
  assert.equal(placed.leader, null);
  assert.ok(placed.box.minX >= 413);
});

test("a label at the view's right edge goes to the left", () => {
  const anchor = around(780, 300, 26, 26);
  const [placed] = placeLabels([{ id: "a", anchor, sizes: [{ width: 80, height: 20 }], manner: "beside" }], {
    hard: [anchor],
    view,
  });
  assert.ok(placed.box.maxX <= 767);
});

test("a label beside its anchor is never cut off by the view", () => {
  const sizes = [{ width: 80, height: 20 }];
  let shown = 0;
  for (let x = -150; x <= 150; x += 2) {
    const anchor = around(x, 300, 20, 20);
    // a wall with no room but at its left
    const wall = { minX: x + 12, minY: 0, maxX: 800, maxY: 600 };
    const [placed] = placeLabels([{ id: "a", anchor, sizes, manner: "beside" }], { hard: [anchor, wall], view });
    if (!placed) continue;
    const { minX, maxX } = placed.box;
    assert.ok(minX >= 0 || (maxX <= 0 && anchor.maxX <= 0), `${x}: ${minX} to ${maxX}`);
    if (minX >= 0) shown++;
  }
  assert.ok(shown > 10);
});

test("the smaller size is taken where the wished one has no room", () => {
  const anchor = around(50, 50, 26, 26);
  const narrow = { minX: 0, minY: 0, maxX: 130, maxY: 100 };
  const [placed] = placeLabels(
    [
      {
        id: "a",
        anchor,
        sizes: [
          { width: 300, height: 90 },
          { width: 50, height: 16 },
        ],
        manner: "beside",
      },
    ],
    { hard: [anchor], view: narrow },
  );
  assert.equal(placed.size, 1);
});

test("a callout has a line from its anchor to its box", () => {
  const [placed] = placeLabels(
    [{ id: "a", anchor: around(400, 300, 4, 4), sizes: [{ width: 80, height: 20 }], manner: "callout" }],
    { hard: [], view },
  );
  assert.ok(placed.leader);
});

test("a label that slides is centred where it can be", () => {
  const [placed] = placeLabels(
    [{ id: "a", anchor: around(400, 300, 4, 4), sizes: [{ width: 80, height: 20 }], manner: "slide" }],
    { hard: [], view },
  );
  assert.deepEqual(placed.box, around(400, 300, 80, 20));
});

for (const seed of [1, 2, 3, 4, 5])
  test(`no two of 120 labels and 60 stacks overlap (seed ${seed})`, () => {
    const next = random(seed);
    const stacks = Array.from({ length: 60 }, (_, index) => {
      const width = 26 * (1 + Math.floor(3 * next()));
      return { id: String(index), x: 800 * next(), y: 600 * next(), width, height: 26, inX: width / 2, inY: 13 };
    });
    const { placed, joins } = placeStacks(stacks);
    assert.equal(placed.length + joins.size, 60);
    const hard = placed.map(({ box }) => box);
    assert.deepEqual(overlaps(hard), []);
    /** @type {import("../src/map/layout.js").Label[]} */
    const labels = Array.from({ length: 120 }, (_, index) => ({
      id: `l${index}`,
      anchor: hard[index % hard.length],
      sizes: [{ width: 40 + 60 * next(), height: 16 }],
      manner: "beside",
    }));
    const texts = placeLabels(labels, { hard, view });
    assert.ok(texts.length > 20);
    assert.deepEqual(overlaps([...hard, ...texts.map(({ box }) => box)]), []);
  });

test("a stack that moved has a line to its point; one alone stands on it", () => {
  const stack = { width: 26, height: 26, inX: 13, inY: 13 };
  const { placed } = placeStacks([
    { ...stack, id: "a", x: 100, y: 100 },
    { ...stack, id: "b", x: 104, y: 102 },
    { ...stack, id: "c", x: 300, y: 300 },
  ]);
  assert.deepEqual(placed.map(({ leader }) => leader !== null).sort(), [false, true, true]);
  assert.deepEqual(placed.find(({ id }) => id === "c")?.box, around(300, 300, 26, 26));
});

test("points near each other are gathered, each into one group", () => {
  const groups = gather(
    [
      { x: 0, y: 0 },
      { x: 5, y: 0 },
      { x: 100, y: 0 },
      { x: 3, y: 3 },
    ],
    10,
  );
  assert.deepEqual(groups, [[0, 1, 3], [2]]);
});

test("no label touches the edge of a circle or a front; it stands in a circle or outside", () => {
  let [within, beside] = [0, 0];
  for (let seed = 1; seed <= 30; seed++) {
    const next = random(seed);
    const place = () => [20 + 760 * next(), 20 + 560 * next()];
    const rings = Array.from({ length: 12 }, () => {
      const [x, y] = place();
      return { x, y, radius: 3 + 120 * next() ** 2 };
    });
    const fronts = Array.from({ length: 3 }, () => {
      const [x1, y1, x2, y2] = [...place(), ...place()];
      return /** @type {Line} */ ([x1, y1, x2, y2]);
    });
    const stacks = [...rings.slice(0, 6), ...Array.from({ length: 6 }, () => ({ x: place()[0], y: place()[1] }))].map(
      ({ x, y }) => around(x, y, 26, 26),
    );
    const labels = stacks.map((anchor, id) => ({
      id: String(id),
      anchor,
      sizes: [{ width: 60 + 100 * next(), height: 34 }],
      manner: /** @type {layout.Manner} */ (["beside", "close", "slide"][id % 3]),
    }));
    for (const { id, box } of placeLabels(labels, { hard: stacks, barriers: createBarriers(rings, fronts), view })) {
      for (const { x, y, radius } of rings) {
        const nearest = Math.hypot(Math.max(box.minX - x, 0, x - box.maxX), Math.max(box.minY - y, 0, y - box.maxY));
        const farthest = Math.hypot(Math.max(x - box.minX, box.maxX - x), Math.max(y - box.minY, box.maxY - y));
        assert.ok(nearest >= radius + 1 || farthest <= radius - 1, `seed ${seed}, label ${id}`);
        if (farthest < radius) {
          within++;
          assert.notEqual(Number(id) % 3, 2, "what is written on the land is in no circle");
        }
      }
      for (const front of fronts) assert.ok(!lineMeets(front, grow(box, 4)), `seed ${seed}, label ${id}`);
      beside++;
    }
  }
  assert.ok(within > 0 && beside > 150);
});

test("a name stands elsewhere, or narrower, rather than over a border, and on its own side of it", () => {
  const border = /** @type {Line} */ ([460, 100, 460, 500]);
  const anchor = around(400, 300, 26, 26);
  const [wide, narrow] = [
    { width: 90, height: 30 },
    { width: 40, height: 46 },
  ];
  const barriers = createBarriers([], [], [], [border]);
  const place = (/** @type {Partial<layout.Label>} */ more, /** @type {Area[]} */ taken = []) =>
    placeLabels([{ id: "a", anchor, sizes: [wide], manner: "beside", ...more }], {
      hard: [anchor, ...taken],
      barriers,
      view,
    })[0];
  // to the left where it has room, narrower where that is taken
  assert.equal(place({}).side, "left");
  const left = around(330, 300, 100, 200);
  const [above, below] = [around(420, 240, 300, 60), around(420, 360, 300, 60)];
  assert.equal(place({ sizes: [wide, narrow], same: true }, [left, above, below]).size, 1);
  // on its own side, though the other comes first
  const west = around(449, 300, 16, 16);
  const own = placeLabels([{ id: "b", anchor: west, sizes: [wide], manner: "beside" }], {
    hard: [west],
    barriers,
    view,
  })[0];
  assert.equal(own.side, "left");
});

test("a label close to its unit covers no mark, and is set narrower or left out for it", () => {
  const anchor = around(400, 300, 26, 26);
  const sizes = [
    { width: 130, height: 16 },
    { width: 40, height: 34 },
  ];
  const place = (/** @type {Area[]} */ marks) =>
    placeLabels([{ id: "a", anchor, sizes, manner: "close" }], { hard: [anchor], marks, view })[0];
  const ringOf = (/** @type {number} */ far) =>
    [0, 30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330].map((angle) => {
      const [dx, dy] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
      return around(400 + far * dx, 300 + far * dy, 12, 12);
    });
  assert.equal(place([]).size, 0);
  assert.equal(place(ringOf(70)).size, 1);
  assert.equal(place(ringOf(30)), undefined);
});

test("what matters most has its name apart, with a short line, where marks leave no room beside it", () => {
  const anchor = around(400, 300, 26, 26);
  const sizes = [{ width: 130, height: 16 }];
  const marks = [-24, -12, 0, 12, 24].flatMap((x) =>
    [-24, -12, 0, 12, 24].map((y) => around(400 + x, 300 + y, 12, 12)),
  );
  const place = (/** @type {layout.Manner} */ manner, /** @type {Area[]} */ more = []) =>
    placeLabels([{ id: "a", anchor, sizes, manner }], { hard: [anchor], marks: [...marks, ...more], view })[0];
  const near = place("near");
  const [x1, y1, x2, y2] = near.leader ?? [0, 0, 999, 999];
  assert.ok(Math.hypot(x2 - x1, y2 - y1) < 60);
  assert.ok(!marks.some((mark) => meets(near.box, mark)));
  assert.equal(place("close"), undefined);
  // nor does it go further
  assert.equal(place("near", [around(400, 300, 330, 190)]), undefined);
});

test("nothing covers the dot of a town that has its name, and names of the ground cover no mark", () => {
  const town = around(400, 300, 5, 5);
  /** @type {layout.Label} */
  const named = { id: "town", anchor: town, manner: "close", sizes: [{ width: 50, height: 12 }], dot: true };
  /** @type {layout.Label} */
  const river = { id: "river", anchor: town, manner: "fixed", sizes: [{ width: 40, height: 12 }] };
  const spots = [
    { x: 380, y: 300, turn: 0 },
    { x: 400, y: 420, turn: 0 },
  ];
  const place = (/** @type {layout.Label[]} */ labels, more = {}) =>
    Object.fromEntries(placeLabels(labels, { hard: [], view, ...more }).map((placed) => [placed.id, placed]));
  const first = place([named, { ...river, spots: () => spots }]);
  assert.equal(first.town.side, "right");
  assert.equal(first.river.spot?.y, 420);
  const last = place([{ ...river, spots: () => spots }, named]);
  assert.deepEqual(Object.keys(last), ["river"]);
  const marks = [around(380, 300, 12, 12)];
  assert.deepEqual(place([{ ...river, spots: () => spots.slice(0, 1) }], { marks }), {});
});

test("a name stands on its unit's side of a front, with a line or without", () => {
  // to the west, with a front close by in the west and a wall in the east: south of it there is room
  const anchor = around(400, 300, 26, 26);
  const front = /** @type {Line} */ ([380, 0, 380, 600]);
  const barriers = createBarriers([], [front]);
  const hard = [anchor, around(480, 300, 120, 80)];
  const [placed] = placeLabels([{ id: "a", anchor, sizes: [{ width: 60, height: 16 }], manner: "beside" }], {
    hard,
    barriers,
    view,
  });
  assert.ok(placed.box.minX > 380);
});

test("what is out of view has no name in it", () => {
  const label = { id: "a", sizes: [{ width: 90, height: 16 }], manner: /** @type {const} */ ("beside") };
  const place = (/** @type {number} */ x) =>
    placeLabels([{ ...label, anchor: around(x, 300, 26, 26) }], { hard: [], view });
  assert.ok(meets(place(15)[0].box, view));
  assert.ok(!place(-15).some(({ box }) => meets(box, view)));
});

test("a name without a line is nearest to its own symbol or circle", () => {
  // small units in and beside a large one's circle, as three in one valley
  const units = [
    { x: 400, y: 300, at: [400, 300], radius: 39 },
    { x: 366, y: 321, at: [379, 338], radius: 10 },
    { x: 331, y: 349, at: [331, 349], radius: 23 },
  ];
  const anchors = units.map(({ at: [x, y] }) => around(x, y, 26, 26));
  const rings = units.map(({ x, y, radius }, id) => ({ x, y, radius, of: String(id) }));
  const sizes = [{ width: 140, height: 50 }];
  const labels = anchors.map((anchor, id) => ({
    id: String(id),
    anchor,
    sizes,
    manner: /** @type {const} */ ("beside"),
  }));
  const placed = placeLabels(labels, { hard: anchors, barriers: createBarriers(rings, []), view });
  assert.ok(placed.length > 1);
  const far = (/** @type {Area} */ box, /** @type {number} */ id) => {
    const { x, y, radius } = rings[id];
    const [wide, high] = [x, y].map((at, axis) =>
      Math.max(axis ? box.minY - at : box.minX - at, 0, axis ? at - box.maxY : at - box.maxX),
    );
    const { minX, minY, maxX, maxY } = anchors[id];
    const gaps = [Math.max(minX - box.maxX, box.minX - maxX, 0), Math.max(minY - box.maxY, box.minY - maxY, 0)];
    return Math.min(Math.hypot(...gaps), Math.hypot(wide, high) - radius);
  };
  for (const { id, box, leader } of placed)
    for (const other of [0, 1, 2])
      assert.ok(leader || far(box, Number(id)) <= far(box, other), `${id} stands beside ${other}`);
});

test("of two places beside a unit that is taken where no other unit is nearer", () => {
  const anchors = [around(400, 300, 26, 26), around(400 + 13 + 5 + 140 + 3 + 13, 300, 26, 26)];
  const labels = anchors.map((anchor, id) => ({
    id: String(id),
    anchor,
    sizes: [{ width: 140, height: 50 }],
    manner: /** @type {const} */ ("beside"),
  }));
  assert.equal(placeLabels(labels, { hard: anchors, view })[0].side, "left");
  const ring = { x: anchors[1].minX + 13, y: 300, radius: 13, of: "1" };
  const barriers = createBarriers([ring], []);
  assert.equal(placeLabels(labels.slice(0, 1), { hard: anchors, barriers, view })[0].side, "left");
});

test("a unit without a name has its symbol to itself all the same", () => {
  const [own, other] = [around(400, 300, 26, 26), around(400 + 13 + 5 + 140 + 3 + 13, 300, 26, 26)];
  const label = { id: "0", anchor: own, sizes: [{ width: 140, height: 50 }], manner: /** @type {const} */ ("beside") };
  const place = (/** @type {Area[]} */ unnamed) => placeLabels([label], { hard: [own, other], unnamed, view })[0];
  assert.equal(place([]).side, "right");
  assert.equal(place([other]).side, "left");
});

test("a name at its unit's circle stands before no other symbol where another place has room", () => {
  const [own, other] = [around(400, 300, 26, 26), around(455, 345, 26, 26)];
  const barriers = createBarriers([{ x: 400, y: 300, radius: 32, of: "0" }], []);
  const sizes = [{ width: 60, height: 30 }];
  const label = { id: "0", anchor: own, sizes, manner: /** @type {const} */ ("beside") };
  const walls = [around(480, 270, 90, 30), around(300, 300, 70, 300)];
  const place = (/** @type {Area[]} */ unnamed) =>
    placeLabels([label], { hard: [own, other, ...walls], barriers, unnamed, view })[0];
  const apart = (/** @type {Area} */ a, /** @type {Area} */ b) =>
    Math.hypot(Math.max(a.minX - b.maxX, b.minX - a.maxX, 0), Math.max(a.minY - b.maxY, b.minY - a.maxY, 0));
  const [near, clear] = [place([]), place([other])];
  assert.ok(apart(near.box, other) < apart(near.box, own));
  assert.ok(clear.leader || apart(clear.box, other) >= apart(clear.box, own));
});

test("a name stands on its unit's side of a front as long as there is any place for it", () => {
  const front = /** @type {Line} */ ([430, 0, 430, 600]);
  const anchor = around(400, 300, 26, 26);
  const label = { id: "a", anchor, sizes: [{ width: 60, height: 16 }], manner: /** @type {const} */ ("beside") };
  const place = (/** @type {Area[]} */ taken, /** @type {Line[]} */ fronts = [front]) =>
    placeLabels([label], { hard: [anchor, ...taken], barriers: createBarriers([], fronts), view })[0];
  // all that is beside the unit is taken on this side, and the other has room
  const wall = { minX: 300, minY: 200, maxX: 375, maxY: 400 };
  const led = place([wall]);
  assert.ok(led.leader && led.box.maxX < 430);
  assert.equal(place([wall], []).side, "right");
  // beyond it where there is none at all
  const [above, below] = [around(200, 142, 448, 284), around(200, 458, 448, 284)];
  assert.ok(place([{ ...wall, minX: 0 }, above, below]).box.minX > 430);
});

test("a name stands on no line that leads to a moved circle, nor between it and its symbol", () => {
  const anchor = around(400, 300, 26, 26);
  const label = { id: "a", anchor, sizes: [{ width: 60, height: 16 }], manner: /** @type {const} */ ("beside") };
  const line = /** @type {Line} */ ([440, 100, 440, 500]);
  const { box } = placeLabels([label], { hard: [anchor], lines: [line], view })[0];
  assert.ok(box.maxX < 436);
});

test("a name does not stand beside the empty corner of its stack and before another's symbol", () => {
  const stack = around(400, 300, 52, 52);
  const other = around(407, 345, 26, 26);
  // room is at the lower right alone
  const walls = [
    { minX: 0, minY: 0, maxX: 372, maxY: 600 },
    { minX: 0, minY: 0, maxX: 800, maxY: 272 },
    { minX: 428, minY: 0, maxX: 800, maxY: 326 },
  ];
  const label = { id: "a", anchor: stack, sizes: [{ width: 90, height: 40 }], manner: /** @type {const} */ ("beside") };
  const next = { ...label, id: "b", anchor: other };
  const place = (/** @type {Area[]} */ parts) =>
    placeLabels([{ ...label, parts }, next], { hard: [stack, other, ...walls], view })[0];
  assert.equal(place([stack]).leader, null);
  const filled = filledAreas(stack, 3);
  assert.deepEqual(filled, [
    { ...stack, maxY: 300 },
    { ...stack, minY: 300, maxX: 400 },
  ]);
  assert.ok(place(filled)?.leader);
});

test("a label goes elsewhere for one that would stand far from its own symbol, or nowhere", () => {
  const [circle, symbol] = [around(400, 300, 70, 70), around(450, 240, 26, 26)];
  const label = (/** @type {string} */ id, /** @type {Area} */ anchor, /** @type {number} */ height) => ({
    id,
    anchor,
    sizes: [{ width: 60, height }],
    manner: /** @type {const} */ ("beside"),
  });
  const labels = [label("circle", circle, 68), label("symbol", symbol, 24)];
  // room beneath the symbol alone
  const walls = [around(450, 205, 300, 40), around(550, 240, 140, 26), around(350, 240, 140, 26)];
  const placed = placeLabels(labels, { hard: [circle, symbol, ...walls], view });
  assert.deepEqual(
    placed.map(({ id, leader }) => [id, leader]),
    [
      ["circle", null],
      ["symbol", null],
    ],
  );
  assert.deepEqual(overlaps([circle, symbol, ...walls, ...placed.map(({ box }) => box)]), []);
  // what is of no help leaves all as it was
  const wide = { ...labels[1], sizes: [{ width: 900, height: 24 }] };
  const hard = [circle, symbol, ...walls];
  assert.deepEqual(placeLabels([labels[0], wide], { hard, view }), placeLabels(labels.slice(0, 1), { hard, view }));
});
