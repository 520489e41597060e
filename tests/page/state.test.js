import assert from "node:assert/strict";
import { test } from "node:test";
import { changed, formatHash, isStep, makeReader } from "../../src/causal_compute/explorer/web/source/state.js";

const read = makeReader({
  variables: { agents: {}, cost: {} },
  links: new Set(["cost>agents"]),
  claims: { "agents-need-cost": {} },
  slides: ["S01", "S02"],
  from: "2020-01-01",
  until: "2030-12-31",
});

test("an address and its state are each other's", () => {
  for (const address of [
    "#n=agents&to=cost&view=compare&lang=en",
    "#n=agents&ask=why-not&t=2027-05-31&lang=zh",
    "#view=map&slide=S01&grow=S02&off=curator.derived&hide=entity.factor&conf=0.5&lang=zh",
    "#e=cost%3Eagents&o=LR&theme=dark&lang=en",
    "#n=cost&view=map&dir=up&deg=3&lang=en",
  ])
    assert.equal(formatHash(read(address)), address);
});

test("what is not known is dropped, what is out of range is clamped", () => {
  const start = formatHash(read(""));
  for (const address of ["#n=__proto__", "#view=toString", "#conf=NaN", "#t=9999-99", "#slide=constructor", "#off=valueOf", "#lang=xx", "#e=a>b", "#x=1"]) assert.equal(formatHash(read(address)), start);
  assert.equal(read("#conf=7").conf, 1);
  assert.equal(read("#deg=1e99").deg, 9);
  assert.equal(read("#t=1990-01-01").t, "2020-01-01");
  assert.equal(read("#t=2027-05").t, "2027-05-01");
});

test("looking at another variable lets go of what was looked at before", () => {
  const state = { ...read("#n=agents&to=cost&c=agents-need-cost&ask=impact") };
  const next = changed(state, { n: "cost" });
  assert.deepEqual([next.n, next.to, next.c, next.ask], ["cost", null, null, "why"]);
});

test("a neighbourhood is one step deep unless said, and stands on the map", () => {
  const near = changed(read("#n=agents"), { dir: "up" });
  assert.deepEqual([near.deg, near.view], [1, "map"]);
  assert.equal(changed(near, { dir: null }).deg, 0);
});

test("a step back is kept for what is looked at, not for how", () => {
  const state = read("#n=agents");
  assert.ok(isStep(state, { ...state, n: "cost" }));
  assert.ok(!isStep(state, { ...state, t: "2027-01-31", conf: 0.5, lang: "en" }));
});
