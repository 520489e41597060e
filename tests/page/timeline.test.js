import assert from "node:assert/strict";
import { test } from "node:test";
import { changesBetween, dayOfMonth, gateOf, monthOf, pointOn, standingOn, statusOn } from "../../src/causal_compute/explorer/web/source/timeline.js";

const tracks = {
  conditions: { cheap: [["2023-01-01", "unmet"], ["2025-05-22", "met"]], capable: [["2024-01-01", "unmet"]] },
  gates: {},
  expected: { capable: { p10: "2027-01-01", p50: "2028-06-01", p90: null, never: 0.2 } },
};
const on = (id, day, now) => standingOn(id, day, { tracks, kind: "conditions", asOf: "2026-11-25", now }).status;

test("a status holds from its day until the next one's", () => {
  assert.equal(statusOn(tracks.conditions.cheap, "2022-12-31"), "unknown");
  assert.equal(statusOn(tracks.conditions.cheap, "2025-05-21"), "unmet");
  assert.equal(statusOn(tracks.conditions.cheap, "2025-05-22"), "met");
  assert.equal(statusOn(undefined, "2025-05-22"), "unknown");
});

test("after today what is met stays so, and what is forecast is expected from its median", () => {
  assert.equal(on("cheap", "2029-01-31", "met"), "met");
  assert.equal(on("capable", "2028-05-31", "unmet"), "unmet");
  assert.equal(on("capable", "2028-06-30", "unmet"), "expected");
  assert.equal(on("capable", "2026-11-25", "unmet"), "unmet");
});

test("gates follow the logic of three values, with what is expected below what is met", () => {
  const table = [
    ["all", null, ["met", "met"], "met"],
    ["all", null, ["met", "expected"], "expected"],
    ["all", null, ["met", "unknown"], "unknown"],
    ["all", null, ["unknown", "unmet"], "unmet"],
    ["any", null, ["unmet", "met"], "met"],
    ["any", null, ["unmet", "unknown"], "unknown"],
    ["any", null, ["unmet", "unmet"], "unmet"],
    ["at_least", 2, ["met", "expected", "unmet"], "expected"],
    ["at_least", 2, ["met", "unknown", "unmet"], "unknown"],
    ["at_least", 2, ["met", "unmet", "unmet"], "unmet"],
  ];
  for (const [op, k, members, status] of table) assert.equal(gateOf(op, k, members), status, `${op} ${members}`);
});

test("the last point on or before a day counts", () => {
  const points = [["2024-01-01", 8], ["2025-01-01", 4]];
  assert.equal(pointOn(points, "2023-12-31"), null);
  assert.deepEqual(pointOn(points, "2025-01-01"), ["2025-01-01", 4]);
});

test("months count days to their last", () => {
  assert.equal(dayOfMonth(monthOf("2024-02-10")), "2024-02-29");
  assert.equal(dayOfMonth(monthOf("2026-12-01")), "2026-12-31");
});

test("what opens and what closes between two days is told apart", () => {
  const status = { a: { x: "unmet", y: "met" }, b: { x: "met", y: "unmet" }, c: { x: "met", y: "expected" } };
  const found = changesBetween("x", "y", ["a", "b", "c"], (id, day) => ({ status: status[id][day] }));
  assert.deepEqual(found, { opened: ["a"], closed: ["b"], open: ["a", "c"] });
});
