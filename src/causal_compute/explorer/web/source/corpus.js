/* A corpus of up to a million claims: open its columns, search it, show the context of what was found, expand
   on demand (F. van Ham, A. Perer, "Search, Show Context, Expand on Demand", IEEE TVCG 15(6), 2009).

   May touch: nothing but its own columns; `explorer/corpus.py` says how they are written. Must not know: the
   document, how anything is drawn. Nodes, links and claims are numbers: where they stand in their columns.
   Texts stay UTF-8 until somebody asks for one. Same corpus, same call, same answer. */

const FORM = "columns/1";
const SIGNS = ["?", "+", "-"];
const FEEDBACK = 4;
const INFERRED = 8;
const PIECE = 1 << 20; // of base64, at a time
const JOIN = 20000; // nodes that the search for a connection may visit
const DECODER = new TextDecoder("utf-8", { ignoreBOM: true });

/* What a link costs a chain, by its belief as a byte: a whole number, -log(belief) in units of 2^-24, and one
   more, so that of equally sure chains the shorter is cheaper. Sums of whole numbers do not depend on their
   order, so ties are true ties. A belief of 0 is the last resort, not impossible. */
const COSTS = Float64Array.from({ length: 256 }, (_, byte) => Math.round(-Math.log(byte ? byte / 255 : 1e-12) * 2 ** 24) + 1);

/**
 * @typedef {{form: string, rows: Record<string, number>, kinds: string[], roots: number[], columns: Record<string, string>}} Parts
 * @typedef {{node: number, score: number}} Hit
 * @typedef {{cause: number, effect: number, sign: "+" | "-" | "?", belief: number, count: number, feedback: boolean, inferred: boolean}} Pair
 *   All links from one node to another: `sign` is "?" where they differ, `belief` that of the surest, `count` how many;
 *   `feedback` and `inferred` if all of them are.
 * @typedef {{link: number, id: string, sign: "+" | "-" | "?", belief: number, zh: string, en: string, quote: string, source: string, feedback: boolean, inferred: boolean}} Claim
 * @typedef {{nodes: number[], links: number[], belief: number}} Chain  Cause first; `links[i]` leads from `nodes[i]` to the next.
 * @typedef {{nodes: number[], links: Pair[], more: Map<number, number>}} Context
 */

/**
 * Open an encoded corpus. A million claims take some seconds; drop `parts` afterwards, its columns are not kept.
 * @param {Parts} parts
 * @returns {Promise<Corpus>}
 * @throws {Error} if the columns have another form, or are not what they say.
 */
export async function openCorpus(parts) {
  if (parts.form !== FORM) throw new Error(`corpus form ${parts.form}, not ${FORM}`);
  const bytes = {};
  for (const [name, column] of Object.entries(parts.columns)) bytes[name] = await inflate(column);
  return new Corpus(parts, bytes);
}

async function inflate(base64) {
  const opened = new Blob([bytesOf(base64)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(opened).arrayBuffer());
}

function bytesOf(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((base64.length / 4) * 3 - padding);
  for (let from = 0, to = 0; from < base64.length; from += PIECE) {
    const piece = atob(base64.slice(from, from + PIECE));
    for (let at = 0; at < piece.length; at++) bytes[to++] = piece.charCodeAt(at);
  }
  return bytes;
}

function numbers(planes) {
  const rows = planes.length / 4;
  const values = new Uint32Array(rows);
  for (let at = 0, shift = 0; shift < 32; shift += 8) for (let row = 0; row < rows; row++) values[row] |= planes[at++] << shift;
  return values;
}

function summed(steps) {
  let value = 0;
  return steps.map((step) => (value += (step >>> 1) ^ -(step & 1)));
}

/** Return where each row begins, and at last where the last one ends, given how long each is. */
function starts(lengths) {
  const found = new Uint32Array(lengths.length + 1);
  for (let row = 0; row < lengths.length; row++) found[row + 1] = found[row] + lengths[row];
  return found;
}

/** Return how many entries of a rising column are at most `value`. */
function upTo(column, value) {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (column[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const folded = (text) => text.normalize("NFKC").toLowerCase();

/** A text column. */
class Texts {
  constructor(bytes, lengths) {
    this.bytes = bytes;
    this.begins = starts(lengths);
  }

  at(row) {
    return DECODER.decode(this.bytes.subarray(this.begins[row], this.begins[row + 1]));
  }

  /** Return every text in turn, from one decoding of the whole column. */
  all() {
    const whole = DECODER.decode(this.bytes);
    const { bytes, begins } = this;
    const texts = [];
    for (let row = 0, at = 0, from = 0, to = 0; row < begins.length - 1; row++, from = to) {
      for (; at < begins[row + 1]; at++) if ((bytes[at] & 0xc0) !== 0x80) to += bytes[at] < 0xf0 ? 1 : 2;
      texts.push(whole.slice(from, to));
    }
    return texts;
  }
}

/** All texts of a column as one string in which a query can be found. */
class Lowered {
  constructor(texts) {
    const each = texts.all().map(folded);
    this.begins = starts(each.map((text) => text.length + 1));
    this.whole = `${each.join("\n")}\n`;
  }

  /** Call `visit(row, rank)` for each row that holds `query`: 3 it is the query, 2 it begins with it, 1 it has it. */
  find(query, visit) {
    const { begins, whole } = this;
    for (let at = whole.indexOf(query), row = 0; at >= 0; ) {
      while (begins[row + 1] <= at) row++;
      const end = at + query.length;
      const inside = end < begins[row + 1]; // or it runs into the next row
      if (inside) visit(row, at > begins[row] ? 1 : end < begins[row + 1] - 1 ? 2 : 3);
      at = whole.indexOf(query, inside ? begins[row + 1] : at + 1);
    }
  }
}

/** The `limit` best of many, in order; of equal ones the first. */
class Best {
  constructor(limit) {
    this.limit = limit;
    this.kept = [];
  }

  add(node, score) {
    const { kept, limit } = this;
    if (kept.length === limit && !(limit && score > kept[limit - 1].score)) return;
    if (kept.length === limit) kept.pop();
    let at = kept.length;
    while (at && kept[at - 1].score < score) at--;
    kept.splice(at, 0, { node, score });
  }
}

/** A binary heap of nodes, cheapest first. */
class Heap {
  constructor() {
    this.costs = [];
    this.nodes = [];
  }

  push(cost, node) {
    const { costs, nodes } = this;
    let at = nodes.length;
    for (let up; at && cost < costs[(up = (at - 1) >> 1)]; at = up) {
      costs[at] = costs[up];
      nodes[at] = nodes[up];
    }
    costs[at] = cost;
    nodes[at] = node;
  }

  /** Return the first node; `this.cost` is then what it cost. */
  pop() {
    const { costs, nodes } = this;
    const first = nodes[0];
    this.cost = costs[0];
    const cost = costs.pop();
    const node = nodes.pop();
    const size = nodes.length;
    let at = 0;
    for (let down; (down = 2 * at + 1) < size; at = down) {
      if (costs[down + 1] < costs[down]) down++;
      if (cost <= costs[down]) break;
      costs[at] = costs[down];
      nodes[at] = nodes[down];
    }
    if (size) {
      costs[at] = cost;
      nodes[at] = node;
    }
    return first;
  }
}

/** The links of each node on one side (compressed sparse rows), ordered by `order`; `ends` is their other end. */
class Rows {
  constructor(nodes, owners, ends, order = owners.map((_, link) => link)) {
    const counts = new Uint32Array(nodes);
    for (const owner of owners) counts[owner]++;
    this.begins = starts(counts);
    this.links = new Uint32Array(owners.length);
    this.ends = ends;
    const free = this.begins.slice();
    for (const link of order) this.links[free[owners[link]]++] = link;
  }

  /** Return the links of a node. */
  of(node) {
    return this.links.subarray(this.begins[node], this.begins[node + 1]);
  }

  /** Return the links of a node whose other end is `wanted`, those that share it together. */
  groups(node, wanted = () => true) {
    const found = [];
    let before = -1;
    for (const link of this.of(node)) {
      const end = this.ends[link];
      if (!wanted(end)) continue;
      if (end !== before) found.push([]);
      before = end;
      found.at(-1).push(link);
    }
    return found;
  }
}

/** What the flags of a link say. */
const marks = (flags) => ({ sign: SIGNS[flags & 3], feedback: !!(flags & FEEDBACK), inferred: !!(flags & INFERRED) });

const surest = (pairs) => pairs.sort((a, b) => b.belief - a.belief); // stable: by number where equal

/** An open corpus. Make one with `openCorpus`. */
export class Corpus {
  #columns;
  #rows;
  #labels;
  #ids;
  #said;
  #interest;
  #toRoot;

  constructor(parts, bytes) {
    const columns = { ...bytes };
    for (const name of ["cause", "effect", "of", "source"]) columns[name] = numbers(bytes[name]);
    columns.of = summed(columns.of);
    for (const name in bytes) if (bytes[`${name}_length`]) columns[name] = new Texts(bytes[name], numbers(bytes[`${name}_length`]));
    this.#columns = columns;
    /** How many nodes, claims, links and sources there are. */
    this.rows = parts.rows;
    this.kinds = parts.kinds;
    this.#link();
    /** Where chains begin. @type {number[]} */
    this.roots = parts.roots.length ? parts.roots : this.#causeless();
    this.#toRoot = this.#spread(this.roots, this.#rows.effects);
    this.#labels = [new Lowered(columns.zh), new Lowered(columns.en)];
  }

  /** Make the rows of both sides, each sorted by the other end: three counting sorts. */
  #link() {
    const { cause, effect } = this.#columns;
    const { nodes } = this.rows;
    const drawn = new Rows(nodes, cause, effect);
    const causes = new Rows(nodes, effect, cause, drawn.links);
    const effects = new Rows(nodes, cause, effect, causes.links);
    this.#rows = { causes, effects };
    this.#interest = new Float64Array(nodes).map((_, node) => Math.log(1 + causes.of(node).length + effects.of(node).length));
    const most = 1e-9 + this.#interest.reduce((a, b) => Math.max(a, b), 1);
    this.#interest.forEach((interest, node, all) => (all[node] = interest / most));
  }

  #causeless() {
    const { causes, effects } = this.#rows;
    return [...this.#interest.keys()].filter((node) => !causes.of(node).length && effects.of(node).length);
  }

  /** Return the node with this id, or -1. @param {string} id */
  find(id) {
    this.#ids ??= new Map(this.#columns.id.all().map((each, node) => [each, node]));
    return this.#ids.get(id) ?? -1;
  }

  id(node) {
    return this.#columns.id.at(node);
  }

  kind(node) {
    return this.kinds[this.#columns.kind[node]];
  }

  /** Return the label in "zh" or "en"; in the other language, or the id, where there is none. */
  label(node, language) {
    const { zh, en, id } = this.#columns;
    const [first, second] = language === "zh" ? [zh, en] : [en, zh];
    return first.at(node) || second.at(node) || id.at(node);
  }

  /**
   * Return the nodes whose label in either language has `query` in it, without regard to case or width (NFKC).
   * Labels that are the query come first (score 3 and more), then those that begin with it (2), then the rest (1);
   * within each the more linked, then the lower number.
   * @param {string} query
   * @returns {Hit[]}
   */
  search(query, limit = 20) {
    return this.#ranked(this.#labels, query, limit, this.rows.nodes, this.#interest);
  }

  /**
   * Return the claims (as `node` their number, see `claim`) whose words or quote have `query` in them, scored as by
   * `search`. The first call reads all texts of the corpus, which takes seconds and hundreds of MB for a million.
   * @param {string} query
   * @returns {Hit[]}
   */
  searchClaims(query, limit = 20) {
    const { text_zh: zh, text_en: en, quote, belief } = this.#columns;
    this.#said ??= [zh, en, quote].map((texts) => new Lowered(texts));
    return this.#ranked(this.#said, query, limit, this.rows.claims, Float64Array.from(belief, (byte) => byte / 256));
  }

  #ranked(columns, query, limit, rows, interest) {
    const wanted = folded(query).trim();
    if (!wanted) return [];
    const ranks = new Uint8Array(rows);
    for (const column of columns) column.find(wanted, (row, rank) => (ranks[row] = Math.max(ranks[row], rank)));
    const best = new Best(limit);
    for (let row = 0; row < rows; row++) if (ranks[row]) best.add(row, ranks[row] + interest[row]);
    return best.kept;
  }

  /** Return the links from each direct cause, the surest first. @returns {Pair[]} */
  causes(node) {
    return surest(this.#rows.causes.groups(node).map((links) => this.#pair(links)));
  }

  /** Return the links to each direct effect, the surest first. @returns {Pair[]} */
  effects(node) {
    return surest(this.#rows.effects.groups(node).map((links) => this.#pair(links)));
  }

  /** Return as one the links from one node to another. */
  #pair(links) {
    const { cause, effect, flags } = this.#columns;
    const [first] = links;
    let bits = flags[first];
    let belief = 0;
    for (const link of links) {
      if ((bits ^ flags[link]) & 3) bits &= ~3;
      bits &= flags[link] | 3;
      belief = Math.max(belief, this.#belief(link) / 255);
    }
    return { cause: cause[first], effect: effect[first], belief, count: links.length, ...marks(bits) };
  }

  #belief(link) {
    return this.#columns.belief[this.#columns.of[link]];
  }

  /** Return what is said of one node's effect on another, the surest first. @returns {Claim[]} */
  claims(cause, effect) {
    const links = this.#rows.causes.of(effect).filter((link) => this.#columns.cause[link] === cause);
    return surest(Array.from(links, (link) => this.link(link)));
  }

  /** Return a link with its nodes and the claim behind it. @returns {Claim & {cause: number, effect: number}} */
  link(link) {
    const { cause, effect, of, flags } = this.#columns;
    const said = this.claim(of[link]);
    return { link, ...said, cause: cause[link], effect: effect[link], ...marks(flags[link]) };
  }

  /** Return a claim by number. Its `links` are in the order of its causes. */
  claim(claim) {
    const { claim: id, text_zh: zh, text_en: en, quote, source, source_name: name, belief, of } = this.#columns;
    const links = [];
    for (let link = upTo(of, claim - 1); of[link] === claim; link++) links.push(link);
    return { id: id.at(claim), belief: belief[claim] / 255, zh: zh.at(claim), en: en.at(claim), quote: quote.at(claim), source: name.at(source[claim]), links };
  }

  /**
   * Return the surest chain from a root to `node`, then those that come through its other direct causes, the surest
   * first: for each cause its own surest chain, unless that passes `node`. Claims marked as feedback are left out. No
   * chain passes a second root. The first costs its length, the others one look at every cause.
   * @returns {Chain[]}
   */
  trace(node, limit = 1) {
    const { costs, via } = this.#toRoot;
    const { cause } = this.#columns;
    if (costs[node] === 0) return [{ nodes: [node], links: [], belief: 1 }];
    const ways = new Heap();
    for (const link of this.#rows.causes.of(node)) ways.push(costs[cause[link]] + this.#cost(link), link);
    const chains = [];
    const tried = new Set([node]);
    while (chains.length < limit && ways.nodes.length) {
      const link = ways.pop();
      if (tried.has(cause[link]) || ways.cost === Infinity) continue;
      tried.add(cause[link]);
      const chain = this.#back(cause[link], via, cause);
      if (!chain.nodes.includes(node)) chains.push(this.#chain([node, ...chain.nodes].reverse(), [link, ...chain.links].reverse()));
    }
    return chains;
  }

  /** Return the surest chain by which `from` acts on `to`, or null. Feedback is left out. @returns {Chain | null} */
  path(from, to) {
    const { via, end } = this.#spread([from], this.#rows.effects, (node) => node === to);
    if (end < 0) return null;
    const { nodes, links } = this.#back(to, via, this.#columns.cause);
    return this.#chain(nodes.reverse(), links.reverse());
  }

  #chain(nodes, links) {
    return { nodes, links, belief: links.reduce((belief, link) => (belief * this.#belief(link)) / 255, 1) };
  }

  /** Walk from `node` along the links by which a search came, to where it began. */
  #back(node, via, ends) {
    const nodes = [node];
    const links = [];
    for (let link = via[node]; link >= 0; link = via[ends[link]]) {
      links.push(link);
      nodes.push(ends[link]);
    }
    return { nodes, links };
  }

  #cost(link) {
    return this.#columns.flags[link] & FEEDBACK ? Infinity : COSTS[this.#belief(link)];
  }

  /** Dijkstra's search from `begin` along `rows`, past no node of `avoid`, until a node is the `goal`. */
  #spread(begin, rows, goal = () => false, avoid = new Set()) {
    const costs = new Float64Array(this.rows.nodes).fill(Infinity);
    const via = new Int32Array(this.rows.nodes).fill(-1);
    const heap = new Heap();
    for (const node of begin) {
      costs[node] = 0;
      heap.push(0, node);
    }
    while (heap.nodes.length) {
      const node = heap.pop();
      if (heap.cost > costs[node]) continue;
      if (goal(node)) return { costs, via, end: node };
      for (const link of rows.of(node)) {
        const next = rows.ends[link];
        const cost = costs[node] + this.#cost(link);
        if (cost < costs[next] && !avoid.has(next)) {
          costs[next] = cost;
          via[next] = link;
          heap.push(cost, next);
        }
      }
    }
    return { costs, via, end: -1 };
  }

  /** Return how many nodes `node` depends on, directly or not, itself not counted. Feedback counts too. */
  ancestors(node) {
    return this.#reached(node, this.#rows.causes);
  }

  /** Return how many nodes depend on `node`, directly or not, itself not counted. Feedback counts too. */
  descendants(node) {
    return this.#reached(node, this.#rows.effects);
  }

  #reached(node, rows) {
    const seen = new Uint8Array(this.rows.nodes);
    const found = [node];
    seen[node] = 1;
    for (let at = 0; at < found.length; at++)
      for (const link of rows.of(found[at])) {
        const next = rows.ends[link];
        if (!seen[next]) found.push(next);
        seen[next] = 1;
      }
    return found.length - 1;
  }

  /**
   * Return the part of the graph around `nodes` that is most worth seeing, at most `size` nodes (or as many as
   * `nodes`, which are always in). Each shown node is joined to one of `nodes` or `expanded` by what is shown.
   *
   * First come `nodes`, then `expanded` with the way to them, then the surest chain from a root to each of `nodes`,
   * its last part if there is no room for all, then the neighbours of `expanded`, the most linked first, then what
   * has the highest degree of interest (G. W. Furnas, CHI 1986): a node's a-priori interest, the logarithm of its
   * degree from 0 to 1, less its distance, half a unit a link for a certain one and a whole unit for one not
   * believed at all. Nodes of `dismissed` stay out.
   * `more` counts, for each shown node that has any, its neighbours that are neither shown nor dismissed.
   * @param {number[]} nodes
   * @returns {Context}
   */
  context(nodes, { size = 120, expanded = [], dismissed = [] } = {}) {
    const away = new Set(dismissed);
    for (const node of nodes) away.delete(node);
    const shown = new Set(nodes);
    const room = Math.max(size, shown.size);
    const add = (node) => shown.size < room && shown.add(node);
    const opened = expanded.filter((node) => !away.has(node));
    for (const node of opened) this.#wayTo(node, shown, away).forEach(add);
    for (const node of nodes) this.#chainTo(node, away).reverse().forEach(add);
    for (const node of opened) [...this.#beside(node)].sort((a, b) => this.#interest[b] - this.#interest[a]).forEach((each) => away.has(each) || add(each));
    this.#grow(nodes, shown, away, room);
    return { nodes: [...shown], ...this.#between(shown, away) };
  }

  /** Return the nodes of the surest chain from a root to `node` that passes none of `away`, or none. */
  #chainTo(node, away) {
    const [best = { nodes: [] }] = this.trace(node);
    if (!best.nodes.some((each) => away.has(each))) return best.nodes;
    const { via, end } = this.#spread([node], this.#rows.causes, (each) => this.#toRoot.costs[each] === 0, away);
    return end < 0 ? [] : this.#back(end, via, this.#columns.effect).nodes;
  }

  /** Return the neighbours of a node: causes, then effects. */
  #beside(node) {
    const { causes, effects } = this.#rows;
    const found = new Set(causes.of(node).map((link) => causes.ends[link]));
    for (const link of effects.of(node)) found.add(effects.ends[link]);
    return found;
  }

  /** Return the shortest way to `node` from what is shown, or `node` alone if nothing shown is near. */
  #wayTo(node, shown, away) {
    const before = new Map([[node, -1]]);
    const way = [];
    let met = node;
    for (const each of before.keys()) {
      if (shown.has(each)) {
        met = each;
        break;
      }
      if (before.size > JOIN) break;
      for (const next of this.#beside(each)) if (!away.has(next) && !before.has(next)) before.set(next, each);
    }
    for (; met >= 0; met = before.get(met)) way.push(met);
    return way;
  }

  /** Add the nodes of highest interest that hang together with `begin`, until `shown` holds `room`. */
  #grow(begin, shown, away, room) {
    const heap = new Heap();
    const distances = new Float64Array(this.rows.nodes).fill(Infinity); // -1: no more to be done there
    for (const node of away) distances[node] = -1;
    for (const node of begin) {
      distances[node] = 0;
      heap.push(-9, node);
    }
    while (shown.size < room && heap.nodes.length) {
      const node = heap.pop();
      const here = distances[node];
      if (here < 0) continue;
      distances[node] = -1;
      shown.add(node);
      for (const rows of [this.#rows.causes, this.#rows.effects])
        for (const link of rows.of(node)) {
          const next = rows.ends[link];
          const distance = here + 1 - this.#belief(link) / 510;
          if (distance >= distances[next]) continue;
          distances[next] = distance;
          heap.push(distance - this.#interest[next], next);
        }
    }
  }

  #between(shown, away) {
    const links = [];
    const more = new Map();
    for (const node of shown) {
      for (const group of this.#rows.causes.groups(node, (cause) => shown.has(cause))) links.push(this.#pair(group));
      let hidden = 0;
      for (const other of this.#beside(node)) if (!shown.has(other) && !away.has(other)) hidden++;
      if (hidden) more.set(node, hidden);
    }
    return { links, more };
  }

  /**
   * Return the whole corpus as at most `size` groups: nodes of one kind, or (`by` "source") those that one source
   * is the first to speak of ("" for none). The largest groups stand for themselves, the rest together under the
   * name null. `top` are the most linked nodes of a group; `links` count the links from group to group, also within
   * one.
   * @returns {{groups: {name: string | null, nodes: number, top: number[]}[], links: {from: number, to: number, count: number}[]}}
   */
  overview(by = "kind", size = 50) {
    const { cause, effect, kind, source_name: names } = this.#columns;
    const bySource = by === "source";
    const of = bySource ? this.#firstSources() : kind;
    const all = bySource ? [...names.all(), ""] : this.kinds;
    const counts = new Uint32Array(all.length);
    for (const group of of) counts[group]++;
    const order = [...counts.keys()].filter((group) => counts[group]).sort((a, b) => counts[b] - counts[a]);
    const own = order.length > size ? size - 1 : order.length;
    const groups = order.slice(0, own + 1).map((group, place) => ({ name: place < own ? all[group] : null, nodes: 0, best: new Best(5) }));
    const at = counts.slice();
    order.forEach((group, place) => (at[group] = Math.min(place, own)));
    of.forEach((group, node) => {
      groups[at[group]].nodes++;
      groups[at[group]].best.add(node, this.#interest[node]);
    });
    const between = new Uint32Array(groups.length ** 2);
    cause.forEach((node, link) => between[at[of[node]] * groups.length + at[of[effect[link]]]]++);
    const links = [];
    between.forEach((count, pair) => count && links.push({ from: Math.floor(pair / groups.length), to: pair % groups.length, count }));
    return { groups: groups.map(({ name, nodes, best }) => ({ name, nodes, top: best.kept.map((hit) => hit.node) })), links };
  }

  /** Return for each node the source of the first link it is in; for one that is in none, the number after the last. */
  #firstSources() {
    const { cause, effect, of, source } = this.#columns;
    const first = new Uint32Array(this.rows.nodes).fill(this.rows.sources);
    for (let link = cause.length - 1; link >= 0; link--) first[cause[link]] = first[effect[link]] = source[of[link]];
    return first;
  }
}
