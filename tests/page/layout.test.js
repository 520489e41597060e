/* The page's layout: `node --test tests/page/layout.test.js`. tests/test_layout.py compares it with Python's. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { arrangedLike, drawnOf, layout } from "../../src/causal_compute/explorer/web/source/layout.js";

const boxes = (names, w = 60, h = 30) => new Map([...names].map((name) => [name, { w, h }]));
const plain = ({ places, routes }) => ({ places: Object.fromEntries(places), routes: Object.fromEntries(routes) });

test("no box and one box are drawings", () => {
  assert.deepEqual(plain(layout(new Map(), [])), { places: {}, routes: {} });
  assert.deepEqual(plain(layout(boxes("a"), [["a", "a"]])), { places: { a: { x: 0, y: 0 } }, routes: {} });
});

test("an effect lies above its cause, the edge straight between their borders", () => {
  const { places, routes } = plain(layout(boxes("ab"), [["a", "b"]], { rise: 50 }));
  assert.deepEqual(places, { a: { x: 0, y: 0 }, b: { x: 0, y: -80 } });
  assert.deepEqual(routes, { "a>b": [{ x: 0, y: -15 }, { x: 0, y: -65 }] });
});

test("sideways, an effect lies right of its cause", () => {
  const { places, routes } = plain(layout(boxes("ab"), [["a", "b"]], { rise: 50, sideways: true }));
  assert.deepEqual(places, { a: { x: 0, y: 0 }, b: { x: 110, y: 0 } });
  assert.deepEqual(routes, { "a>b": [{ x: 30, y: 0 }, { x: 80, y: 0 }] });
});

test("neighbours keep the gap, and edges at one side of a box keep apart in the order of where they go", () => {
  const { places, routes } = plain(layout(boxes("abcd"), [["a", "b"], ["a", "c"], ["a", "d"]], { gap: 20 }));
  const row = ["b", "c", "d"].sort((one, other) => places[one].x - places[other].x);
  assert.deepEqual(row.map((name) => places[name].x), [-80, 0, 80]);
  assert.deepEqual(row.map((name) => routes[`a>${name}`][0].x), [-12, 0, 12]);
});

test("an edge that passes a row goes beside its box, vertically", () => {
  const { places, routes } = plain(layout(boxes("abc"), [["a", "b"], ["b", "c"], ["a", "c"]]));
  const passing = routes["a>c"].filter(({ y }) => Math.abs(y - places.b.y) <= 15);
  assert.deepEqual(passing.map(({ y }) => y), [places.b.y + 15, places.b.y - 15]);
  assert.equal(passing[0].x, passing[1].x);
  assert.ok(Math.abs(passing[0].x - places.b.x) >= 38 - 0.11);
});

test("an edge that closes a cycle points at its effect", () => {
  const { places, routes } = plain(layout(boxes("abc"), [["a", "b"], ["b", "c"], ["c", "a"]]));
  for (const [name, route] of Object.entries(routes)) {
    const [cause, effect] = name.split(">");
    assert.equal(Math.abs(route[0].y - places[cause].y), 15);
    assert.equal(Math.abs(route.at(-1).y - places[effect].y), 15);
  }
});

test("a row holds as many boxes as asked for, and what ends goes to the last one", () => {
  const edges = [..."bcdef"].map((name) => ["a", name]);
  const wide = layout(boxes("abcdefg"), [...edges, ["b", "g"]], { last: ["c", "g"], widest: 3 });
  const rows = [...wide.places.values()].map(({ y }) => y);
  assert.ok(rows.every((y) => rows.filter((other) => other === y).length <= 3));
  assert.equal(wide.places.get("c").y, Math.min(...rows));
});

test("two edges that would cross change places", () => {
  const { places } = plain(layout(boxes("abcd"), [["a", "d"], ["b", "c"]]));
  assert.equal(places.a.x < places.b.x, places.d.x < places.c.x);
});

test("a drawing that is laid out like itself is itself, also where an edge closes a cycle", () => {
  const names = [..."abcdefghijklmnop"];
  const edges = names.flatMap((name, at) => [[name, names[(at * 5 + 3) % 16]], [name, names[(at * at + 1) % 16]]]);
  const sizes = new Map(names.map((name, at) => [name, { w: 40 + ((at * 13) % 90), h: 20 + ((at * 29) % 50) }]));
  const made = layout(sizes, edges, { widest: 4 });
  assert.deepEqual(plain(drawnOf(arrangedLike(sizes, edges, made))), plain(made));
});

test("laid out like another drawing, boxes of other sizes keep their rows and their order", () => {
  const edges = [["a", "d"], ["b", "c"], ["c", "e"], ["a", "e"], ["b", "f"]];
  const made = layout(boxes("abcdef"), edges);
  const { places, routes } = plain(drawnOf(arrangedLike(boxes("abcdef", 200, 60), edges, made)));
  const inOrder = (all) => Object.keys(all).sort((one, other) => all[other].y - all[one].y || all[one].x - all[other].x);
  assert.deepEqual(inOrder(places), inOrder(plain(made).places));
  assert.equal(routes["a>d"][0].y, places.a.y - 30);
  const part = plain(drawnOf(arrangedLike(boxes("abc", 200, 60), [["b", "c"]], made)));
  assert.deepEqual(Object.keys(part.routes), ["b>c"]);
  const lying = plain(drawnOf(arrangedLike(boxes("abcdef", 200, 60), edges, made), { sideways: true }));
  assert.ok(lying.places.a.x < lying.places.d.x);
});

test("a drawing that says nothing of an edge, or has both its ends in one row, is no model", () => {
  const made = layout(boxes("abc"), [["a", "b"], ["a", "c"]]);
  assert.equal(arrangedLike(boxes("abc"), [["b", "c"]], made), null);
  assert.equal(arrangedLike(boxes("abx"), [["a", "x"]], made), null);
  const tall = layout(boxes("abc"), [["a", "b"], ["b", "c"]]);
  assert.equal(arrangedLike(boxes("abc"), [["a", "b"], ["b", "c"], ["a", "c"]], tall), null);
});
