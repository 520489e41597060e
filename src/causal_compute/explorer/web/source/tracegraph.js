/* What is drawn: nodes and links of a trace, an impact, a comparison or a neighbourhood, from compiled answers. Pure.
   May touch: nothing. Must not know: the DOM, coordinates, languages. */

/**
 * @typedef {object} DrawnNode
 * @property {string} id
 * @property {"variable"|"condition"|"gate"} type
 * @property {string} [variable]   of a variable or a condition
 * @property {string} [condition]
 * @property {object} [entry]      the answer's own node of a condition or a gate
 * @property {boolean} [focus]
 * @property {string} [sign]       of an impact
 * @property {string} [side]       of a comparison: "a", "b" or "both"
 *
 * @typedef {object} DrawnLink
 * @property {string} id
 * @property {string} from
 * @property {string} to
 * @property {string} sign
 * @property {string[]} claims
 * @property {boolean} [inferred]
 * @property {string} [link]       the link of the map that it draws, if any
 * @property {string} [side]
 */

class Drawing {
  constructor() {
    this.nodes = new Map();
    this.links = new Map();
  }
  node(id, rest) {
    if (!this.nodes.has(id)) this.nodes.set(id, { id, ...rest });
    return this.nodes.get(id);
  }
  variable(id, rest = {}) {
    return this.node(id, { type: "variable", variable: id, ...rest });
  }
  link(from, to, rest) {
    const id = `${from}>${to}`;
    const known = this.links.get(id);
    if (known) known.claims = [...new Set([...known.claims, ...(rest.claims ?? [])])];
    else this.links.set(id, { id, from, to, sign: "", claims: [], ...rest });
  }
  done() {
    return { nodes: [...this.nodes.values()], links: [...this.links.values()] };
  }
}

/** Draw a proof tree below `effect`; each member goes into its gate, each gate into what it gates. */
function drawTree(drawing, node, effect, path, linkOf) {
  if (node.type === "gate") {
    if (node.members.length === 1) return drawTree(drawing, node.members[0], effect, path, linkOf, node.claim);
    const id = `${path}`;
    drawing.node(id, { type: "gate", entry: node, effect });
    drawing.link(id, effect, { claims: node.claim ? [node.claim] : [] });
    node.members.forEach((member, at) => drawTree(drawing, member, id, `${path}.${at}`, linkOf));
    return;
  }
  drawing.variable(node.variable);
  if (node.type === "driver") {
    drawing.link(node.variable, effect, linkOf(node.variable));
    return;
  }
  const id = `!${node.condition}`;
  drawing.node(id, { type: "condition", variable: node.variable, condition: node.condition, entry: node });
  drawing.link(node.variable, id, { claims: [], part: true });
  drawing.link(id, effect, linkOf(node.variable));
}

/** The variables in a tree. */
export function leavesOf(node) {
  if (!node) return [];
  return node.type === "gate" ? node.members.flatMap(leavesOf) : [node];
}

/**
 * The trace of a variable: its proof tree with gates and conditions, and the chains that lead to what the tree names.
 * `links` maps "cause>effect" to the map's link. A chain's last step is left out where the tree draws it.
 */
export function traceGraph(id, answer, links, drawing = new Drawing()) {
  const known = (from, to, sign, claims) => {
    const link = links.get(`${from}>${to}`);
    return { sign, claims: claims ?? link?.claims ?? [], inferred: link?.inferred ?? false, link: link?.id };
  };
  drawing.variable(id).focus = true;
  const drawn = new Set(leavesOf(answer.tree).map((leaf) => leaf.variable));
  if (answer.tree)
    drawTree(drawing, answer.tree, id, `*${id}`, (cause) => {
      const link = links.get(`${cause}>${id}`);
      return { sign: link?.sign ?? "", claims: link?.claims ?? [], inferred: link?.inferred ?? false, link: link?.id };
    });
  for (const chain of answer.chains)
    chain.variables.slice(1).forEach((to, at) => {
      const from = chain.variables[at];
      if (to === id && drawn.has(from)) return;
      drawing.variable(from);
      drawing.variable(to);
      drawing.link(from, to, known(from, to, chain.signs[at], [chain.claims[at]]));
    });
  return drawing;
}

/** What a change of a variable reaches, by the best chain to each; `turned` for its fall. */
export function impactGraph(id, answer, links, turned) {
  const drawing = new Drawing();
  const flip = { "+": "-", "-": "+", "?": "?" };
  drawing.variable(id, { focus: true, sign: turned ? "-" : "+" });
  for (const shock of answer.shocks)
    shock.chain.variables.slice(1).forEach((to, at) => {
      const from = shock.chain.variables[at];
      const link = links.get(`${from}>${to}`);
      drawing.variable(to);
      drawing.link(from, to, { sign: shock.chain.signs[at], claims: [shock.chain.claims[at]], inferred: link?.inferred ?? false, link: link?.id });
    });
  for (const shock of answer.shocks) drawing.variable(shock.variable).sign = turned ? flip[shock.sign] : shock.sign;
  return drawing;
}

/** Two traces in one drawing; every node and link says on which side it stands. */
export function compareGraph(one, other, answers, links) {
  const parts = [one, other].map((id) => traceGraph(id, answers[id], links).done());
  const both = traceGraph(other, answers[other], links, traceGraph(one, answers[one], links));
  const sides = (key) => parts.map((part) => new Set(part[key].map((each) => each.id)));
  for (const [key, table] of [["nodes", both.nodes], ["links", both.links]]) {
    const [a, b] = sides(key);
    for (const each of table.values()) each.side = a.has(each.id) && b.has(each.id) ? "both" : a.has(each.id) ? "a" : "b";
  }
  return both;
}

/** The variables within `depth` steps of one, along its causes (up), its effects (down) or both. */
export function neighbourhood(id, links, direction, depth) {
  const found = new Set([id]);
  let edge = [id];
  for (let step = 0; step < depth; step++) {
    const next = [];
    for (const { from, to } of links.values()) {
      if (direction !== "down" && edge.includes(to) && !found.has(from)) next.push(from);
      if (direction !== "up" && edge.includes(from) && !found.has(to)) next.push(to);
    }
    edge = [...new Set(next)];
    edge.forEach((each) => found.add(each));
  }
  return found;
}
