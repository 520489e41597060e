/* A layered drawing of a directed graph: causes on one side, effects on the other, few crossings, routed edges.
   `explorer/layout.py`, `layering.py` and `ordering.py` do the same for the map, step by step, and say why; a test
   holds them together. Pure. May touch: nothing. Must not know: the DOM, what the nodes mean. */

const SHAKES = 30;
const PATIENCE = 15;
const WORSE = 3;
const SWEEPS = 12;
const SPREAD = 12;
const SIDE = 0.6;
const LANE = 8;

const ascending = (a, b) => a - b;
const range = (count) => Array.from({ length: count }, (_, at) => at);
const lists = (count) => range(count).map(() => []);
const rounded = (value) => Math.floor(value * 10 + 0.5) / 10;
const within = (low, value, high) => Math.max(low, Math.min(high, value));

/**
 * Lay out a graph. A route runs from the border of the cause's box to that of the effect's. It is straight between
 * points that share x (or y, if the drawing is sideways), and elsewhere a curve that leaves and arrives in that direction.
 * @param {Map<string, {w: number, h: number}>} sizes
 * @param {[string, string][]} edges
 * @param {object} [options]
 * @param {string[]} [options.last]       nodes that go to the last row, if they cause nothing
 * @param {number} [options.starts]       how long to look for an order with fewer crossings
 * @param {number|null} [options.widest]  the most boxes in a row
 * @param {number} [options.gap]          the least space beside a box
 * @param {number} [options.rise]         the least space between rows
 * @param {boolean} [options.sideways]    causes left, not below
 * @returns {{places: Map<string, {x: number, y: number}>, routes: Map<string, {x: number, y: number}[]>}}
 */
export function layout(sizes, edges, options = {}) {
  return drawnOf(arranged(sizes, edges, options), options);
}

/** @typedef {object} Arrangement  rows of nodes and waypoints in order: of one, drawings in both directions are made */

/**
 * Return the rows of a graph; the parameters are those of `layout`.
 * @returns {Arrangement}
 */
export function arranged(sizes, edges, { last = [], starts = 8, widest = null } = {}) {
  const { names, number, drawn } = numbered(sizes, edges);
  const links = acyclic(names.length, drawn);
  const layer = layoutLayers(names.length, links, last.filter((name) => number.has(name)).map((name) => number.get(name)), widest);
  const paths = chains(layer, links);
  return { sizes, names, drawn, links, layer, paths, rows: ordered(layer, paths, starts) };
}

/**
 * Arrange a graph, or a part of it, as an upright drawing that is known does; its boxes may have had other sizes. So it
 * looks the same in another language, and no order has to be looked for.
 * @param {Map<string, {w: number, h: number}>} sizes
 * @param {[string, string][]} edges
 * @param {{places: Map<string, {x: number, y: number}>, routes: Map<string, {x: number, y: number}[]>}} known
 * @returns {Arrangement|null} null if the drawing says nothing of an edge, or has both its ends in one row
 */
export function arrangedLike(sizes, edges, known) {
  const { names, drawn } = numbered(sizes, edges);
  const heights = names.map((name) => known.places.get(name)?.y);
  const levels = [...new Set(heights)].sort((a, b) => b - a);
  const layer = heights.map((y) => levels.indexOf(y));
  const x = names.map((name) => known.places.get(name)?.x);
  const links = drawn.map(([cause, effect]) => (layer[cause] < layer[effect] ? [cause, effect] : [effect, cause]));
  const paths = chains(layer, links);
  const routes = drawn.map(([cause, effect]) => known.routes.get(`${names[cause]}>${names[effect]}`) ?? []);
  paths.forEach((path, edge) => path.slice(1, -1).forEach((node) => (x[node] = acrossAt(routes[edge], levels[layer[node]]))));
  if (!x.every(Number.isFinite) || links.some(([low, high]) => layer[low] === layer[high])) return null;
  const rows = levels.map((_, depth) => range(layer.length).filter((node) => layer[node] === depth).sort((a, b) => x[a] - x[b] || a - b));
  return { sizes, names, drawn, links, layer, paths, rows };
}

/** Return where a route passes a height, not a number if it does not. */
function acrossAt(route, y) {
  for (let at = 1; at < route.length; at++) {
    const [from, to] = [route[at - 1], route[at]];
    if ((from.y - y) * (to.y - y) <= 0 && from.y !== to.y) return from.x + ((to.x - from.x) * (y - from.y)) / (to.y - from.y);
  }
  return NaN;
}

function numbered(sizes, edges) {
  const names = [...sizes.keys()].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const number = new Map(names.map((name, at) => [name, at]));
  const drawn = distinct(edges.map(([cause, effect]) => [number.get(cause), number.get(effect)]).filter(([cause, effect]) => cause !== effect));
  return { names, number, drawn };
}

/** Return the places and the routes of an arrangement, as `layout` does. */
export function drawnOf({ sizes, names, drawn, links, layer, paths, rows }, { gap = 18, rise = 46, sideways = false } = {}) {
  const boxes = names.map((name) => sizes.get(name)).map(({ w, h }) => (sideways ? { w: h, h: w } : { w, h }));
  const plan = placed(boxes, rows, paths, gap);
  const levels = levelsOf(plan, rise);
  const turned = ({ x, y }) => (sideways ? { x: rounded(-y), y: rounded(x) } : { x: rounded(x), y: rounded(y) });
  const places = new Map(names.map((name, at) => [name, turned({ x: plan.x[at], y: levels[layer[at]] })]));
  const routes = drawn.map(([cause, effect], at) => {
    const route = routeOf(plan, at, levels).map(turned);
    return [`${names[cause]}>${names[effect]}`, links[at][0] === cause ? route : route.reverse()];
  });
  return { places, routes: new Map(routes) };
}

function distinct(edges) {
  const sorted = edges.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  return sorted.filter(([cause, effect], at) => !at || cause !== sorted[at - 1][0] || effect !== sorted[at - 1][1]);
}

/* ---- layering.py: layers without cycles ---- */

/** Return the edges, in order, with few turned round so that none closes a cycle. */
function acyclic(count, edges) {
  let [rest, core] = [edges, coreOf(edges)];
  while (core.length) {
    const remains = core.map((edge) => coreOf(core.filter((other) => other !== edge)).length);
    const out = core[remains.indexOf(Math.min(...remains))];
    core = coreOf(core.filter((edge) => edge !== out));
    rest = rest.filter((edge) => edge !== out);
  }
  const layer = longest(count, rest);
  return edges.map(([cause, effect]) => ((layer[cause] - layer[effect] || cause - effect) < 0 ? [cause, effect] : [effect, cause]));
}

/** Return the edges on cycles and between them: what is left when ends are cut off again and again. */
function coreOf(edges) {
  let [core, size] = [edges, -1];
  while (core.length !== size) {
    size = core.length;
    const [causes, effects] = [new Set(core.map((edge) => edge[0])), new Set(core.map((edge) => edge[1]))];
    core = core.filter(([cause, effect]) => effects.has(cause) && causes.has(effect));
  }
  return core;
}

/** Return each node's layer: the length of the longest path that ends in it. */
function longest(count, links) {
  const effects = lists(count);
  const waiting = new Array(count).fill(0);
  for (const [cause, effect] of links) {
    effects[cause].push(effect);
    waiting[effect]++;
  }
  const layer = new Array(count).fill(0);
  const ready = range(count).filter((node) => !waiting[node]);
  for (const node of ready)
    for (const effect of effects[node]) {
      layer[effect] = Math.max(layer[effect], layer[node] + 1);
      if (!--waiting[effect]) ready.push(effect);
    }
  return layer;
}

/** Return each node's layer for a drawing: no layer is empty, none holds more than `widest` nodes. */
function layoutLayers(count, links, last, widest) {
  const layer = longest(count, links);
  const causing = new Set(links.map(([cause]) => cause));
  const ends = new Set(last.filter((node) => !causing.has(node)));
  const top = layer.reduce((most, depth) => Math.max(most, depth), 0);
  for (const node of ends) layer[node] = top;
  shorten(layer, links, ends, null);
  if (widest !== null) {
    split(layer, links, Math.max(1, widest));
    shorten(layer, links, ends, Math.max(1, widest));
  }
  const used = new Map([...new Set(layer)].sort(ascending).map((depth, at) => [depth, at]));
  return layer.map((depth) => used.get(depth));
}

/** Move nodes, and what stands in their way, for as long as that makes the edges shorter, all their lengths together. */
function shorten(layer, links, fixed, widest) {
  const [below, above] = [lists(layer.length), lists(layer.length)];
  for (const [cause, effect] of links) {
    below[effect].push(cause);
    above[cause].push(effect);
  }
  const top = Math.max(0, ...layer);
  const size = new Array(top + 1).fill(0);
  for (const depth of layer) size[depth]++;

  const fits = (moves) => {
    const grown = new Array(top + 1).fill(0);
    for (const [one, to] of moves) {
      grown[to]++;
      grown[layer[one]]--;
    }
    return widest === null || grown.every((by, depth) => by <= 0 || size[depth] + by <= widest);
  };

  /** Move a node as far that way as gains most, and report whether anything gains. */
  const shift = (node, way) => {
    let [most, best] = [0, []];
    for (let to = layer[node] + way; to >= 0 && to <= top; to += way) {
      const moves = carried(node, to, layer, way > 0 ? above : below);
      if ([...moves].some(([one, depth]) => fixed.has(one) || depth < 0 || depth > top)) break;
      let gain = 0;
      for (const [one, depth] of moves) gain += (layer[one] - depth) * (below[one].length - above[one].length);
      if (gain > most && fits(moves)) [most, best] = [gain, moves];
    }
    for (const [one, depth] of best) {
      size[layer[one]]--;
      size[depth]++;
      layer[one] = depth;
    }
    return most > 0;
  };

  for (let gained = true; gained; ) {
    gained = false;
    for (let node = 0; node < layer.length; node++) for (const way of [1, -1]) gained = shift(node, way) || gained;
  }
}

/** Return where a node and those before it go, `near` being the neighbours on the side it moves to. */
function carried(node, to, layer, near) {
  const way = to > layer[node] ? 1 : -1;
  const moves = new Map([[node, to]]);
  const ready = [node];
  for (const one of ready)
    for (const other of near[one])
      if (((moves.get(other) ?? layer[other]) - moves.get(one)) * way <= 0) {
        moves.set(other, moves.get(one) + way);
        ready.push(other);
      }
  return moves;
}

/** Part each layer that holds more than `widest` evenly: what pulls upwards most goes to a new layer above. */
function split(layer, links, widest) {
  const pull = new Array(layer.length).fill(0);
  for (const [cause, effect] of links) {
    pull[cause]++;
    pull[effect]--;
  }
  for (let depth = 0; depth <= Math.max(0, ...layer); depth++) {
    const row = range(layer.length).filter((node) => layer[node] === depth);
    if (row.length <= widest) continue;
    layer.forEach((at, node) => (layer[node] += at > depth ? 1 : 0));
    const stay = Math.ceil(row.length / Math.ceil(row.length / widest));
    for (const node of row.sort((a, b) => pull[a] - pull[b] || a - b).slice(stay)) layer[node] = depth + 1;
  }
}

/** Return each edge as a path of nodes one layer apart. New nodes, the waypoints, are added to `layer`. */
function chains(layer, links) {
  return links.map(([low, high]) => {
    const path = [low];
    for (let depth = layer[low] + 1; depth < layer[high]; depth++) path.push(layer.push(depth) - 1);
    return [...path, high];
  });
}

/* ---- ordering.py: global sifting, and iterated local search ---- */

function ordered(layer, paths, starts) {
  const order = new Order(layer, paths);
  order.settle(range(order.members.length));
  let [blocks, cost] = [[...order.blocks], order.cost];
  let [best, fewest, idle] = [blocks, cost, 0];
  const [chance, shakes] = [random(), SHAKES * starts];
  for (let at = 0; at < shakes && fewest && idle !== PATIENCE * starts; at++) {
    order.settle(order.shake(chance));
    if (order.cost <= cost + WORSE * (1 - at / shakes)) [blocks, cost] = [[...order.blocks], order.cost];
    else order.stand(blocks, cost);
    idle++;
    if (cost < fewest) [best, fewest, idle] = [blocks, cost, 0];
  }
  const rows = lists(layer.reduce((most, depth) => Math.max(most, depth + 1), 0));
  for (const block of best) for (const node of order.members[block]) rows[layer[node]].push(node);
  return rows;
}

function random() {
  let state = 1;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 16;
}

/** The blocks from left to right: nodes, and the waypoints of one edge. `cost` counts the crossings, and follows every move. */
class Order {
  constructor(layer, paths) {
    const long = paths.filter((path) => path.length > 2).map((path) => path.slice(1, -1));
    this.members = [...range(layer.length - long.flat().length).map((node) => [node]), ...long];
    this.low = Int32Array.from(this.members, (nodes) => layer[nodes[0]]);
    this.high = Int32Array.from(this.members, (nodes) => layer[nodes.at(-1)]);
    this.deep = this.low.map((depth) => -depth);
    [this.up, this.down] = [lists(this.members.length), lists(this.members.length)];
    const block = new Map(this.members.flatMap((nodes, at) => nodes.map((node) => [node, at])));
    for (const path of paths) {
      const ends = (path.length > 2 ? [path[0], path[1], path.at(-1)] : path).map((node) => block.get(node));
      ends.slice(1).forEach((high, at) => {
        this.up[ends[at]].push(high);
        this.down[high].push(ends[at]);
      });
    }
    const all = range(this.members.length);
    [this.beside, this.changes, this.left, this.count] = [new Int32Array(all.length), new Int32Array(all.length + 1), new Int32Array(all.length + 1), 0];
    this.place = new Int32Array(all.length);
    this.stand(this.first(), 0);
    this.cost = this.crossings();
  }

  first() {
    const seen = new Set();
    const stack = range(this.members.length).sort((a, b) => this.low[b] - this.low[a] || b - a);
    while (stack.length) {
      const block = stack.pop();
      if (seen.has(block)) continue;
      seen.add(block);
      stack.push(...[...this.up[block]].sort((a, b) => b - a));
    }
    return [...seen];
  }

  crossings() {
    const between = lists(Math.max(0, ...this.high) + 1);
    this.place.forEach((at, block) => {
      for (let depth = this.low[block]; depth < this.high[block]; depth++) between[depth].push([at, at]);
      for (const other of this.up[block]) between[this.high[block]].push([at, this.place[other]]);
    });
    let count = 0;
    for (const links of between) links.forEach(([a, b], at) => links.slice(0, at).forEach(([c, d]) => (count += (a - c) * (b - d) < 0 ? 1 : 0)));
    return count;
  }

  stand(blocks, cost) {
    this.blocks = [...blocks];
    this.cost = cost;
    blocks.forEach((block, at) => (this.place[block] = at));
  }

  settle(touched) {
    while (touched.length) {
      const moved = [];
      for (const block of Int32Array.from(touched).sort()) if (this.sift(block)) moved.push(block);
      touched = [...this.withNeighbours(moved)];
    }
  }

  shake(chance) {
    const count = this.blocks.length;
    let group, goals;
    if (chance() % 2) {
      const start = chance() % count;
      const width = 4 + (chance() % (1 + Math.floor(count / 4)));
      group = this.blocks.slice(start, start + width);
      goals = group.map(() => Math.min(count - 1, start + (chance() % width)));
    } else {
      let near = this.withNeighbours([chance() % count]);
      if (chance() % 2) near = this.withNeighbours(near);
      group = [...near].sort((a, b) => this.place[a] - this.place[b]);
      if (chance() % 2) group.reverse();
      const goal = chance() % count;
      goals = group.map(() => goal);
    }
    group.forEach((block, at) => {
      this.weigh(block);
      this.move(block, this.before(goals[at]));
    });
    return [...this.withNeighbours(group)];
  }

  withNeighbours(blocks) {
    const near = new Set(blocks);
    for (const block of blocks) {
      for (const other of this.up[block]) near.add(other);
      for (const other of this.down[block]) near.add(other);
    }
    return near;
  }

  /** Move a block to its best place, the others standing still; return whether that gains. */
  sift(block) {
    this.weigh(block);
    const { changes, count, cost } = this;
    let to = 0;
    for (let at = 1; at <= count; at++) if (changes[at] < changes[to]) to = at;
    if (changes[to] < changes[this.before(this.place[block])]) this.move(block, to);
    return this.cost < cost;
  }

  /** Return how many of the blocks beside the one just weighed stand left of a place. */
  before(goal) {
    let [low, high] = [0, this.count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.place[this.beside[middle]] < goal) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Put the block just weighed before `beside[to]`, or behind the last of them. */
  move(block, to) {
    const { beside, changes, count, place } = this;
    if (!count) return;
    const start = place[block];
    this.cost += changes[to] - changes[this.before(start)];
    let goal = to < count ? place[beside[to]] : place[beside[count - 1]] + 1;
    if (goal > start) goal--;
    this.blocks.splice(start, 1);
    this.blocks.splice(goal, 0, block);
    for (let at = Math.min(start, goal); at <= Math.max(start, goal); at++) place[this.blocks[at]] = at;
  }

  /** Find the `count` blocks `beside` one, from left to right, and the cost before each and behind the last (`changes`). */
  weigh(block) {
    const { blocks, low, high, beside, changes } = this;
    let count = 0;
    for (let at = 0; at < blocks.length; at++) {
      const other = blocks[at];
      if (low[other] <= high[block] && low[block] <= high[other] && other !== block) beside[count++] = other;
    }
    this.count = count;
    changes.fill(0, 0, count + 1);
    this.excess(block, this.up, high);
    this.excess(block, this.down, this.deep);
    for (let at = 1; at <= count; at++) changes[at] += changes[at - 1];
  }

  /** Add what passing each block beside one to the right adds to the crossings on one side. */
  excess(block, near, reach) {
    const { place, beside, changes, count, left } = this;
    const [mine, ends] = [reach[block], near[block]];
    ends.sort((a, b) => place[a] - place[b]);
    let from = 0;
    for (let at = 0; at < ends.length; at++) {
      left.fill(at, from, place[ends[at]] + 1); // how many ends stand left of each place
      from = place[ends[at]] + 1;
    }
    left.fill(ends.length, from);
    for (let at = 0; at < count; at++) {
      const other = beside[at];
      const others = near[other];
      let change = 0;
      if (reach[other] > mine) change = 2 * left[place[other]] - ends.length;
      else if (reach[other] < mine) for (let one = 0; one < others.length; one++) change += place[others[one]] > place[other] ? 1 : -1;
      else if (ends.length)
        for (let one = 0; one < others.length; one++) {
          const end = place[others[one]];
          change += left[end] + left[end + 1] - ends.length;
        }
      changes[at + 1] += change;
    }
  }
}

/* ---- layout.py: places and routes ---- */

/** Place boxes and waypoints across: pull them towards their neighbours, then make edges straight. */
function placed(boxes, rows, paths, gap) {
  const plan = planOf(boxes, rows, paths, gap);
  rows.forEach((row, depth) => row.forEach((node, at) => (plan.x[node] = plan.room[depth][at] - widthOf(plan, depth) / 2)));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const [near, far] = sweep % 2 ? [plan.above, plan.below] : [plan.below, plan.above];
    const depths = range(rows.length);
    for (const depth of sweep % 2 ? depths.reverse() : depths) settleRow(plan, depth, (node) => (sweep >= SWEEPS - 4 ? [...near[node], ...far[node]] : near[node]));
  }
  const longestFirst = range(paths.length).sort((a, b) => paths[b].length - paths[a].length || a - b);
  for (let round = 0; round < 4; round++) {
    for (const edge of longestFirst) straighten(plan, paths[edge], plan.ports[edge]);
    nudge(plan);
  }
  return plan;
}

const widthOf = ({ room, rows, width }, depth) => room[depth].at(-1) + width[rows[depth].at(-1)] / 2;

function planOf(boxes, rows, paths, gap) {
  const plan = { boxes, rows, paths, gap, at: [], depth: [], x: [] };
  rows.forEach((row, depth) => row.forEach((node, at) => ([plan.at[node], plan.depth[node], plan.x[node]] = [at, depth, 0])));
  plan.band = rows.map((row) => Math.max(...row.filter((node) => node < boxes.length).map((node) => boxes[node].h)));
  plan.width = plan.x.map((_, node) => (node < boxes.length ? boxes[node].w : 0));
  plan.room = rows.map((row) => {
    const places = [];
    row.forEach((node, at) => places.push(at ? places[at - 1] + apart(plan, row[at - 1], node) : plan.width[node] / 2));
    return places;
  });
  plan.half = Math.max(0, ...rows.map((_, depth) => widthOf(plan, depth))) / 2;
  plan.ports = portsOf(plan);
  [plan.below, plan.above] = [lists(plan.x.length), lists(plan.x.length)];
  paths.forEach((path, edge) => {
    const shift = path.map((_, at) => (at === 0 ? plan.ports[edge][0] : at === path.length - 1 ? plan.ports[edge][1] : 0));
    path.slice(1).forEach((high, at) => {
      const low = path[at];
      const weight = [1, 2, 8][(low >= boxes.length) + (high >= boxes.length)];
      plan.below[high].push([low, shift[at] - shift[at + 1], weight]);
      plan.above[low].push([high, shift[at + 1] - shift[at], weight]);
    });
  });
  return plan;
}

/** Return the least distance between two neighbours' centres. */
function apart({ boxes, width, gap }, left, right) {
  return (width[left] + width[right]) / 2 + (left < boxes.length && right < boxes.length ? gap : LANE);
}

/** Return how far from the middle of its boxes each edge begins and ends: in the order of where it goes. */
function portsOf({ paths, at: rank, width }) {
  const ends = paths.map(() => [0, 0]);
  const sides = [lists(width.length), lists(width.length)];
  paths.forEach((path, edge) => {
    sides[0][path[0]].push([rank[path[1]], edge]);
    sides[1][path.at(-1)].push([rank[path.at(-2)], edge]);
  });
  sides.forEach((boxes, side) =>
    boxes.forEach((found, node) => {
      const step = Math.min(SPREAD, (SIDE * width[node]) / Math.max(1, found.length - 1));
      found.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
      found.forEach(([, edge], at) => (ends[edge][side] = (at - (found.length - 1) / 2) * step));
    }),
  );
  return ends;
}

/** Put a row where it is pulled to, as far as order, room and width allow: isotonic regression by pooling. */
function settleRow(plan, depth, pullsOf) {
  const [row, room] = [plan.rows[depth], plan.room[depth]];
  const blocks = [];
  row.forEach((node, at) => {
    let [total, weight, count] = [0.01 * (plan.x[node] - room[at]), 0.01, 1];
    for (const [other, shift, pull] of pullsOf(node)) {
      total += pull * (plan.x[other] + shift - room[at]);
      weight += pull;
    }
    while (blocks.length && blocks.at(-1)[0] * weight >= total * blocks.at(-1)[1]) {
      const [more, heavy, number] = blocks.pop();
      [total, weight, count] = [total + more, weight + heavy, count + number];
    }
    blocks.push([total, weight, count]);
  });
  const most = plan.half - widthOf(plan, depth);
  const offsets = blocks.flatMap(([total, weight, count]) => new Array(count).fill(within(-plan.half, total / weight, most)));
  row.forEach((node, at) => (plan.x[node] = room[at] + offsets[at]));
}

/** Return from where to where a node can be moved while the rest of its row stands. */
function free(plan, node) {
  const [row, at] = [plan.rows[plan.depth[node]], plan.at[node]];
  const low = at ? plan.x[row[at - 1]] + apart(plan, row[at - 1], node) : plan.width[node] / 2 - plan.half;
  const high = at + 1 < row.length ? plan.x[row[at + 1]] - apart(plan, node, row[at + 1]) : plan.half - plan.width[node] / 2;
  return [low, high];
}

/** Put an edge's waypoints below each other, as many as can be, the rest of the rows standing still. */
function straighten(plan, path, ends) {
  let inner = path.slice(1, -1).map((node) => [node, ...free(plan, node)]);
  let start = plan.x[path[0]] + ends[0];
  const end = plan.x[path.at(-1)] + ends[1];
  while (inner.length) {
    let [[, low, high], run] = [inner[0], 1];
    while (run < inner.length && Math.max(low, inner[run][1]) <= Math.min(high, inner[run][2])) {
      [low, high] = [Math.max(low, inner[run][1]), Math.min(high, inner[run][2])];
      run++;
    }
    start = within(low, run < inner.length || (low <= start && start <= high) ? start : end, high);
    for (const [node] of inner.slice(0, run)) plan.x[node] = start;
    inner = inner.slice(run);
  }
}

/**
 * Move each box to the median of what pulls it, the rest of its row standing still. Of two medians, and all between, it
 * takes the nearest to what is below it: so columns become straight.
 */
function nudge(plan) {
  for (const node of plan.rows.flat().filter((each) => each < plan.boxes.length)) {
    const pulled = (pulls) => pulls.map(([other, shift]) => plan.x[other] + shift);
    const below = pulled(plan.below[node]).sort(ascending);
    const wishes = [...below, ...pulled(plan.above[node])].sort(ascending);
    if (!wishes.length) continue;
    const goal = below.length ? below[below.length >> 1] : plan.x[node];
    const [low, high] = free(plan, node);
    plan.x[node] = within(low, within(wishes[(wishes.length - 1) >> 1], goal, wishes[wishes.length >> 1]), high);
  }
}

/** Return each row's height: further from the row below where more edges go far sideways. */
function levelsOf(plan, rise) {
  const found = [];
  plan.rows.forEach((row, depth) => {
    const steps = row.flatMap((node) => plan.below[node].map(([other, shift]) => Math.abs(plan.x[other] + shift - plan.x[node])));
    const far = steps.reduce((sum, step) => sum + within(0, (step / rise - 4) / 4, 1), 0);
    const space = rise * (1 + Math.min(1, far / 12)) + plan.band[depth - 1] / 2 + plan.band[depth] / 2;
    found.push(depth ? found.at(-1) - space : 0);
  });
  return found;
}

/** Return an edge's points, from the top of its lower box to the bottom of its higher one. */
function routeOf(plan, edge, levels) {
  const [path, ends] = [plan.paths[edge], plan.ports[edge]];
  const points = path.flatMap((node, at) => {
    const [y, half] = [levels[plan.depth[node]], plan.band[plan.depth[node]] / 2];
    const shift = at === 0 ? ends[0] : at === path.length - 1 ? ends[1] : 0;
    const entry = { x: plan.x[node] + shift, y: y + (at === path.length - 1 ? half : at === 0 ? -plan.boxes[node].h / 2 : half) };
    const exit = { x: entry.x, y: at === path.length - 1 ? y + plan.boxes[node].h / 2 : y - half };
    return [entry, exit];
  });
  return points.filter(({ x, y }, at) => !at || x !== points[at - 1].x || y !== points[at - 1].y);
}
