/* The corpus in the page: `node --test tests/page/corpus.test.js`. Columns are written here by hand, as
   `explorer/corpus.py` says; tests/test_corpus.py compares the two. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";

import { openCorpus } from "../../src/causal_compute/explorer/web/source/corpus.js";

const packed = (bytes) => deflateRawSync(Uint8Array.from(bytes)).toString("base64");
const planes = (values) => packed([0, 8, 16, 24].flatMap((shift) => values.map((value) => (value >>> shift) & 255)));
const zigzag = (values) => values.map((value, at) => value - (at ? values[at - 1] : 0)).map((step) => (step << 1) ^ (step >> 31));

function texts(name, all) {
  const bytes = all.map((text) => [...new TextEncoder().encode(text)]);
  return { [name]: packed(bytes.flat()), [`${name}_length`]: planes(bytes.map((each) => each.length)) };
}

/** Write a corpus. A link is [cause, effect, belief as a byte, sign, feedback], nodes by number; each is a claim. */
function written({ labels, links, roots = [], kinds = labels.map(() => 0), sources = links.map(() => 0) }) {
  const said = links.map((link, at) => `claim ${at}: ${link[0]} > ${link[1]}`);
  const names = [...new Set(sources)].sort((a, b) => a - b).map((source) => `source ${source}`);
  return {
    form: "columns/1",
    rows: { nodes: labels.length, claims: links.length, links: links.length, sources: names.length },
    kinds: [...new Set(kinds)].map((kind) => `kind ${kind}`),
    roots,
    columns: {
      ...texts("id", labels.map((_, at) => `n${at}`)),
      ...texts("zh", labels.map(([zh]) => zh)),
      ...texts("en", labels.map(([, en]) => en)),
      kind: packed(kinds),
      ...texts("claim", links.map((_, at) => `c${at}`)),
      ...texts("text_zh", said),
      ...texts("text_en", said.map((text) => text.toUpperCase())),
      ...texts("quote", said.map(() => "“引文”")),
      source: planes(sources),
      belief: packed(links.map((link) => link[2] ?? 255)),
      cause: planes(links.map((link) => link[0])),
      effect: planes(links.map((link) => link[1])),
      of: planes(zigzag(links.map((_, at) => at))),
      flags: packed(links.map((link) => ({ "+": 1, "-": 2, "?": 0 })[link[3] ?? "+"] + (link[4] ? 4 : 0))),
      ...texts("source_name", names),
    },
  };
}

const plain = (count) => Array.from({ length: count }, (_, at) => [`点${at}`, `node ${at}`]);
const open = (corpus) => openCorpus(written(corpus));

/** Numbers that look random and are the same every time (mulberry32). */
function dice(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

function randomGraph(seed, most = 12) {
  const roll = dice(seed);
  const count = 2 + roll(most);
  const links = Array.from({ length: roll(3 * count) }, () => [roll(count), roll(count), roll(6) ? 1 + roll(255) : 0, "+-?"[roll(3)], !roll(8)]);
  const roots = roll(3) ? [roll(count)] : [];
  return { labels: plain(count), links, roots, kinds: plain(count).map((_, at) => (at < 2 ? at : roll(2))) };
}

const SEEDS = Array.from({ length: 150 }, (_, seed) => seed);

/** Return the product of the best simple path from one of `from` to `to` that passes no other of `from`; -1 for none. */
function bestProduct(links, from, to) {
  let best = from.includes(to) ? 1 : -1;
  const walk = (node, belief, walked) => {
    if (from.includes(node)) {
      best = Math.max(best, belief);
      return;
    }
    for (const [cause, effect, byte = 255, , feedback] of links)
      if (effect === node && !feedback && !walked.has(cause)) walk(cause, (belief * byte) / 255, new Set([...walked, cause]));
  };
  if (best < 0) walk(to, 1, new Set([to]));
  return best;
}

const near = (a, b) => Math.abs(a - b) <= 1e-6 * Math.max(a, b, 1e-6);

function neighbours(links, node) {
  const found = new Set(links.flatMap(([cause, effect]) => (cause === node ? [effect] : effect === node ? [cause] : [])));
  found.delete(node);
  return found;
}

/** Check that a chain runs along links of the corpus, cause first, past no node twice. */
function assertChain(corpus, chain) {
  assert.equal(chain.links.length, chain.nodes.length - 1);
  assert.equal(new Set(chain.nodes).size, chain.nodes.length);
  chain.links.forEach((number, at) => {
    const link = corpus.link(number);
    assert.deepEqual([link.cause, link.effect, link.feedback], [chain.nodes[at], chain.nodes[at + 1], false]);
  });
}

test("texts of any character come back as they were", async () => {
  const hostile = ["", "</script><script>", "a\u2028b\u2029c", "😀👩‍👩‍👧", "𠮷野家", "\ufeffbom", "tab\tline\nnull\0", "e\u0301", "\"'\\`${x}"];
  const corpus = await open({ labels: hostile.map((text, at) => [text, hostile[hostile.length - 1 - at]]), links: [] });
  hostile.forEach((text, at) => {
    assert.equal(corpus.label(at, "zh"), text || hostile[hostile.length - 1 - at]);
    if (text) assert.ok(corpus.search(text).some(({ node }) => node === at), JSON.stringify(text));
  });
  assert.equal(corpus.find("n3"), 3);
  assert.equal(corpus.find("constructor"), -1);
  assert.equal(corpus.id(2), "n2");
});

test("an empty corpus answers with nothing", async () => {
  const corpus = await open({ labels: [], links: [] });
  assert.deepEqual(corpus.search("a"), []);
  assert.deepEqual(corpus.searchClaims("a"), []);
  assert.deepEqual(corpus.roots, []);
  assert.deepEqual(corpus.overview(), { groups: [], links: [] });
  assert.deepEqual(corpus.context([]), { nodes: [], links: [], more: new Map() });
});

test("columns of another form are refused, and so is what is not deflated", async () => {
  const good = written({ labels: plain(2), links: [] });
  await assert.rejects(openCorpus({ ...good, form: "columns/2" }), /columns\/2, not columns\/1/);
  await assert.rejects(openCorpus({ ...good, columns: { ...good.columns, kind: btoa("not deflated") } }));
});

test("search puts the label itself first, then what begins with the query, then what has it", async () => {
  const labels = [["云计算成本", "cloud cost"], ["成本", "cost"], ["成本曲线", "Cost curve"], ["", "Ｃｏｓｔ Base"], ["能力", "ability"]];
  const corpus = await open({ labels, links: [[0, 3]] });
  assert.deepEqual(corpus.search("成本").map(({ node }) => node), [1, 2, 0]);
  assert.deepEqual(corpus.search(" COST ").map(({ node }) => node), [1, 3, 2, 0]); // 3 has a link, 2 none
  assert.deepEqual(corpus.search("ＡＢＩＬＩＴＹ").map(({ node }) => node), [4]);
  assert.deepEqual(corpus.search("cost", 2).map(({ node }) => node), [1, 3]);
  assert.deepEqual(corpus.search("  "), []);
  assert.deepEqual(corpus.search("cost\ncost"), []); // never from one label into the next
  assert.deepEqual(corpus.search("cost", 0), []);
});

test("search finds what looking at every label finds", async () => {
  const roll = dice(7);
  const word = () => Array.from({ length: roll(5) }, () => "abＡ本\n"[roll(5)]).join("");
  const labels = Array.from({ length: 200 }, () => [word(), word()]);
  const corpus = await open({ labels, links: [] });
  const folded = (text) => text.normalize("NFKC").toLowerCase();
  for (const query of ["a", "ab", "本", "a本a", "b\na", "aaaa"]) {
    const rank = (text) => (text === query ? 3 : text.startsWith(query) ? 2 : text.includes(query) ? 1 : 0);
    const wanted = labels.map((pair, node) => ({ node, score: Math.max(...pair.map(folded).map(rank)) })).filter(({ score }) => score);
    wanted.sort((a, b) => b.score - a.score || a.node - b.node);
    assert.deepEqual(corpus.search(query, 999), wanted);
  }
});

test("claims are found by their words and carry their links", async () => {
  const corpus = await open({ labels: plain(3), links: [[0, 1, 100], [1, 2, 255]] });
  assert.deepEqual(corpus.searchClaims("claim 1").map(({ node }) => node), [1]);
  assert.deepEqual(corpus.searchClaims("引文").map(({ node }) => node), [1, 0]); // the surer first
  assert.deepEqual(corpus.claim(1), { id: "c1", belief: 1, zh: "claim 1: 1 > 2", en: "CLAIM 1: 1 > 2", quote: "“引文”", source: "source 0", links: [1] });
});

test("links between two nodes are one pair, whose sign is open where they differ", async () => {
  const links = [[0, 2, 50, "+"], [1, 2, 200, "-", true], [0, 2, 100, "-"], [1, 2, 102, "-"], [2, 2, 255, "?"]];
  const corpus = await open({ labels: plain(3), links });
  const shared = { effect: 2, feedback: false, inferred: false };
  assert.deepEqual(corpus.causes(2), [
    { ...shared, cause: 2, sign: "?", belief: 1, count: 1 },
    { ...shared, cause: 1, sign: "-", belief: 200 / 255, count: 2 },
    { ...shared, cause: 0, sign: "?", belief: 100 / 255, count: 2 },
  ]);
  assert.deepEqual(corpus.effects(0).map(({ effect, count }) => [effect, count]), [[2, 2]]);
  assert.deepEqual(corpus.claims(0, 2).map(({ id, sign }) => [id, sign]), [["c2", "-"], ["c0", "+"]]);
  assert.deepEqual(corpus.claims(2, 0), []);
});

test("of equally sure chains the shorter is taken, and a belief of nothing is the last resort", async () => {
  const even = await open({ labels: plain(4), links: [[0, 1], [1, 3], [0, 2], [2, 1], [0, 3]], roots: [0] });
  assert.deepEqual(even.trace(3, 9).map(({ nodes }) => nodes), [[0, 3], [0, 1, 3]]);
  const doubtful = await open({ labels: plain(3), links: [[0, 1, 0], [1, 2, 255]] });
  assert.deepEqual(doubtful.trace(2), [{ nodes: [0, 1, 2], links: [0, 1], belief: 0 }]);
});

test("trace and path find the surest chain, as trying all does", async () => {
  for (const seed of SEEDS) {
    const graph = randomGraph(seed, 7);
    const corpus = await open(graph);
    for (let node = 0; node < graph.labels.length; node++) {
      const chains = corpus.trace(node, 9);
      const wanted = bestProduct(graph.links, corpus.roots, node);
      assert.equal(chains.length > 0, wanted >= 0, `seed ${seed}, node ${node}`);
      for (const chain of chains) assertChain(corpus, chain);
      if (chains.length) assert.ok(near(chains[0].belief, wanted), `seed ${seed}, node ${node}`);
      for (const [at, chain] of chains.entries()) if (at) assert.ok(chain.belief <= chains[at - 1].belief * (1 + 1e-6));
      const path = corpus.path(0, node);
      const best = bestProduct(graph.links, [0], node);
      assert.equal(path !== null, best >= 0);
      if (path) assertChain(corpus, path);
      if (path) assert.ok(near(path.belief, best));
    }
  }
});

test("ancestors and descendants are counted as by walking", async () => {
  for (const seed of SEEDS) {
    const { labels, links } = randomGraph(seed);
    const corpus = await open({ labels, links });
    const reach = (node, from, to) => {
      const found = new Set([node]);
      for (const each of found) for (const link of links) if (link[from] === each) found.add(link[to]);
      return found.size - 1;
    };
    for (let node = 0; node < labels.length; node++) {
      assert.equal(corpus.ancestors(node), reach(node, 1, 0));
      assert.equal(corpus.descendants(node), reach(node, 0, 1));
    }
  }
});

test("a context holds its focus, keeps its size, hangs together and counts what it hides", async () => {
  for (const seed of SEEDS) {
    const graph = randomGraph(seed, 60);
    const corpus = await open(graph);
    const roll = dice(seed + 1000);
    const pick = () => roll(graph.labels.length);
    const focus = Array.from({ length: 1 + roll(3) }, pick);
    const dismissed = Array.from({ length: roll(4) }, pick);
    const expanded = Array.from({ length: roll(3) }, pick);
    const size = 1 + roll(20);
    const { nodes, links, more } = corpus.context(focus, { size, expanded, dismissed });
    const shown = new Set(nodes);
    assert.equal(shown.size, nodes.length);
    assert.ok(nodes.length <= Math.max(size, new Set(focus).size));
    for (const node of focus) assert.ok(shown.has(node));
    for (const node of dismissed) assert.ok(focus.includes(node) || !shown.has(node));
    const reached = new Set([...focus, ...expanded].filter((node) => shown.has(node)));
    for (const node of reached) for (const { cause, effect } of links) if (cause === node || effect === node) reached.add(cause).add(effect);
    assert.deepEqual(reached, shown);
    const wanted = new Set(graph.links.filter(([cause, effect]) => shown.has(cause) && shown.has(effect)).map(([cause, effect]) => `${cause}>${effect}`));
    assert.deepEqual(new Set(links.map(({ cause, effect }) => `${cause}>${effect}`)), wanted);
    assert.equal(links.length, wanted.size);
    const away = dismissed.filter((node) => !focus.includes(node));
    for (const node of nodes) {
      const hidden = [...neighbours(graph.links, node)].filter((other) => !shown.has(other) && !away.includes(other));
      assert.equal(more.get(node) ?? 0, hidden.length);
      assert.ok(!(more.get(node) === 0));
    }
    assert.deepEqual(corpus.context(focus, { size, expanded, dismissed }), { nodes, links, more });
  }
});

test("a context that has room for everything near shows everything near", async () => {
  const corpus = await open({ labels: plain(6), links: [[0, 1], [2, 1], [3, 4]] });
  assert.deepEqual(new Set(corpus.context([1]).nodes), new Set([0, 1, 2]));
  assert.deepEqual(corpus.context([5]), { nodes: [5], links: [], more: new Map() });
});

test("a context holds the surest chain from a root, or its last part", async () => {
  const long = Array.from({ length: 30 }, (_, at) => [at, at + 1, 40]);
  const hub = Array.from({ length: 60 }, (_, at) => [30, 31 + at]);
  const corpus = await open({ labels: plain(91), links: [...long, ...hub] });
  const all = (size, options) => new Set(corpus.context([30], { size, ...options }).nodes);
  for (let node = 0; node <= 30; node++) assert.ok(all(40).has(node));
  assert.deepEqual(all(10), new Set([30, 29, 28, 27, 26, 25, 24, 23, 22, 21]));
  for (const seed of SEEDS) {
    const graph = randomGraph(seed, 40);
    const random = await open(graph);
    for (let node = 0; node < graph.labels.length; node++) {
      const [chain] = random.trace(node);
      const shown = random.context([node], { size: 12 }).nodes;
      if (chain) for (const each of chain.nodes.slice(-12)) assert.ok(shown.includes(each));
    }
  }
});

test("a chain goes round what was dismissed, if there is a way", async () => {
  const corpus = await open({ labels: plain(5), links: [[0, 1], [1, 4], [0, 2, 90], [2, 3, 90], [3, 4, 90]], roots: [0] });
  assert.deepEqual(new Set(corpus.context([4], { dismissed: [1] }).nodes), new Set([4, 3, 2, 0]));
  assert.deepEqual(corpus.context([4], { dismissed: [1, 3] }).nodes, [4]);
});

test("what is expanded shows its neighbours before all others, and stays joined", async () => {
  const star = (centre, from) => Array.from({ length: 30 }, (_, at) => [centre, from + at, 10]);
  const links = [[0, 1], [1, 2], ...star(0, 3), ...star(2, 33)];
  const corpus = await open({ labels: plain(63), links });
  const before = new Set(corpus.context([0], { size: 20 }).nodes);
  assert.ok([...before].filter((node) => node >= 33).length < 16);
  const { nodes, more } = corpus.context([0], { size: 20, expanded: [2] });
  assert.ok([0, 1, 2].every((node) => nodes.includes(node)));
  assert.equal(nodes.filter((node) => node >= 33).length, 17);
  assert.equal(more.get(2), 13);
});

test("an overview counts every node and link once, in 50 groups at most", async () => {
  const kinds = Array.from({ length: 200 }, (_, at) => Math.floor(at ** 2 / 500));
  const links = Array.from({ length: 199 }, (_, at) => [at, at + 1]);
  const corpus = await open({ labels: plain(200), kinds, links, sources: links.map((_, at) => at % 60) });
  for (const by of ["kind", "source"]) {
    const { groups, links: between } = corpus.overview(by);
    assert.equal(groups.length, 50);
    assert.equal(groups.at(-1).name, null);
    assert.equal(groups.reduce((sum, { nodes }) => sum + nodes, 0), 200);
    assert.equal(between.reduce((sum, { count }) => sum + count, 0), 199);
    for (const { nodes, top } of groups) assert.equal(top.length, Math.min(5, nodes));
  }
  assert.deepEqual(corpus.overview("kind").groups[0].name, "kind 0");
  const small = await open({ labels: plain(3), links: [[0, 1]], kinds: [0, 1, 1] });
  assert.deepEqual(small.overview("source").groups.map(({ name, nodes }) => [name, nodes]), [["source 0", 2], ["", 1]]);
  assert.deepEqual(small.overview().links, [{ from: 1, to: 0, count: 1 }]);
});
