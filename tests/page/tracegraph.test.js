import assert from "node:assert/strict";
import { test } from "node:test";
import { compareGraph, impactGraph, leavesOf, neighbourhood, traceGraph } from "../../src/causal_compute/explorer/web/source/tracegraph.js";

const link = (from, to, sign = "+") => ({ id: `${from}>${to}`, from, to, sign, claims: [`${from}-${to}`], inferred: false });
const links = new Map([link("root", "power"), link("root", "cost", "-"), link("power", "agents"), link("cost", "agents", "-"), link("power", "robots")].map((one) => [one.id, one]));
const condition = (name, variable) => ({ type: "condition", condition: name, variable, status: "met" });
const chain = (...variables) => ({ variables, claims: variables.slice(1).map((to, at) => `${variables[at]}-${to}`), signs: variables.slice(1).map(() => "+") });
const answers = {
  agents: { tree: { type: "gate", op: "all", claim: "gate", members: [condition("able", "power"), condition("cheap", "cost")] }, chains: [chain("root", "power", "agents"), chain("root", "cost", "agents")] },
  robots: { tree: { type: "gate", op: "all", claim: "one", members: [condition("strong", "power")] }, chains: [chain("root", "power", "robots")] },
};
const ids = (drawing) => drawing.done().links.map((one) => one.id).sort();

test("a trace draws its gate as a node, and each condition between its variable and the gate", () => {
  const drawing = traceGraph("agents", answers.agents, links);
  assert.deepEqual(ids(drawing), ["!able>*agents", "!cheap>*agents", "*agents>agents", "cost>!cheap", "power>!able", "root>cost", "root>power"]);
  assert.equal(drawing.nodes.get("*agents").entry.op, "all");
});

test("a gate of one member is left out", () => {
  assert.deepEqual(ids(traceGraph("robots", answers.robots, links)), ["!strong>robots", "power>!strong", "root>power"]);
});

test("a comparison says which side needs what", () => {
  const { nodes } = compareGraph("agents", "robots", answers, links).done();
  const side = Object.fromEntries(nodes.map((node) => [node.id, node.side]));
  assert.deepEqual([side.power, side["!cheap"], side["!strong"], side.root], ["both", "a", "b", "both"]);
});

test("an impact follows the best chain to each variable; a fall turns every sign", () => {
  const shocks = [{ variable: "agents", sign: "+", chain: chain("power", "agents") }];
  const risen = impactGraph("power", { shocks }, links, false).nodes.get("agents").sign;
  const fallen = impactGraph("power", { shocks }, links, true).nodes.get("agents").sign;
  assert.deepEqual([risen, fallen], ["+", "-"]);
});

test("a neighbourhood goes along causes, effects or both, as far as said", () => {
  const near = (...words) => [...neighbourhood("power", links, ...words)].sort();
  assert.deepEqual(near("up", 1), ["power", "root"]);
  assert.deepEqual(near("down", 1), ["agents", "power", "robots"]);
  assert.deepEqual(near("both", 2), ["agents", "cost", "power", "robots", "root"]);
});

test("the leaves of a tree are its conditions and drivers", () => {
  assert.deepEqual(leavesOf(answers.agents.tree).map((leaf) => leaf.condition), ["able", "cheap"]);
  assert.deepEqual(leavesOf(null), []);
});
