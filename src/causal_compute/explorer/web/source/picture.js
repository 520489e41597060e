/* A drawing as SVG: boxes, gates, conditions and routed links. Marks tell by shape and text, not by colour alone.
   May touch: SVG elements it makes. Must not know: the state, the answers. */

import { svg } from "./dom.js";
import { balanced, ems, joinable } from "./wrap.js";

export const MARKS = { met: "●", unmet: "○", unknown: "?", expected: "◐" };
export const FONT = 14;
const LINE = 18;
const BOXES = new Map(); // by what they hold: the same few hundred are asked for at every redraw
const GATES = { all: "∧", any: "∨", at_least: "≥" };

/**
 * What a node says, in lines: the first ones its name, then what is dated.
 * @returns {{title: string[], note: string[], w: number, h: number}}
 */
export function boxOf({ title, note = "", mark = "" }, { most = 9, noteMost = 12 } = {}) {
  const key = JSON.stringify([title, note, mark, most, noteMost]);
  if (!BOXES.has(key)) BOXES.set(key, measured({ title, note, mark }, most, noteMost));
  return { ...BOXES.get(key) };
}

function measured({ title, note, mark }, most, noteMost) {
  const lines = balanced(title, most);
  const notes = note ? balanced(note, noteMost) : [];
  const widest = Math.max(...lines.map((line) => ems(line) * FONT), ...notes.map((line) => ems(line) * 13.2), 24); // 12 px, and the note that binds is bold
  return { title: lines, note: notes, mark, w: Math.ceil(widest + (mark ? 40 : 22)), h: lines.length * LINE + notes.length * 15 + 14 };
}

/** Return an octagon, the shape of a constraint. */
const cut = (w, h, c) => `M${-w / 2 + c} ${-h / 2}H${w / 2 - c}L${w / 2} ${-h / 2 + c}V${h / 2 - c}L${w / 2 - c} ${h / 2}H${-w / 2 + c}L${-w / 2} ${h / 2 - c}V${-h / 2 + c}Z`;

function shape(kind, w, h, attributes) {
  if (kind === "constraint") return svg("path", { d: cut(w, h, 8), ...attributes });
  const round = { application: h / 2, gate: h / 2, root: 10, condition: 4, entity: 0 }[kind] ?? 6;
  return svg("rect", { x: -w / 2, y: -h / 2, width: w, height: h, rx: round, ...attributes });
}

/** Draw one node at its place. `style` holds colours that were set on the network in Python. */
export function drawNode(node, box, at, style = {}) {
  const kind = node.type === "variable" ? node.kind : node.type;
  const group = svg("g", {
    id: `node-${node.id}`,
    class: ["node", kind, node.layer ?? "", node.status ?? "", node.focus ? "focus" : "", node.binding ? "binding" : "", node.side ? `side-${node.side}` : "", node.classes ?? ""].filter(Boolean).join(" "),
    transform: `translate(${at.x} ${at.y})`,
    role: "button",
    tabindex: -1,
    "aria-label": node.spoken,
  });
  group.dataset.id = node.id;
  group.append(shape(kind, box.w, box.h, { class: "box", fill: style.background ?? null, stroke: style.border ?? null }));
  if (kind === "root") group.append(shape(kind, box.w - 7, box.h - 7, { class: "inner" }));
  if (box.mark) group.append(svg("text", { class: "mark", x: -box.w / 2 + 14, y: 5, "text-anchor": "middle" }, box.mark));
  const shift = box.mark ? 9 : 0;
  const top = -box.h / 2 + 7;
  joinable(box.title).forEach((line, row) => group.append(svg("text", { class: "name", x: shift, y: top + row * LINE + 14, "text-anchor": "middle", fill: style.ink ?? null }, line)));
  joinable(box.note).forEach((line, row) => group.append(svg("text", { class: "note", x: shift, y: top + box.title.length * LINE + row * 15 + 11, "text-anchor": "middle" }, line)));
  if (node.sign) group.append(svg("text", { class: `badge-sign s${node.sign === "+" ? "plus" : node.sign === "-" ? "minus" : "open"}`, x: box.w / 2 - 2, y: -box.h / 2 + 4, "text-anchor": "middle" }, { "+": "⊕", "-": "⊖", "?": "⊙" }[node.sign]));
  return group;
}

/** Return the words of a gate: its sign, and what it asks for. */
export const gateMark = (entry) => `${GATES[entry.op]}${entry.op === "at_least" ? entry.k : ""}`;

/** Return a smooth path through the points of a route: vertical where it passes a layer, as an S between. */
export function pathOf(route) {
  const number = (value) => Math.round(value * 10) / 10;
  let path = `M${number(route[0].x)} ${number(route[0].y)}`;
  for (let at = 1; at < route.length; at++) {
    const [from, to] = [route[at - 1], route[at]];
    const middle = (from.y + to.y) / 2;
    if (Math.abs(from.x - to.x) < 0.5) path += `L${number(to.x)} ${number(to.y)}`;
    else path += `C${number(from.x)} ${number(middle)} ${number(to.x)} ${number(middle)} ${number(to.x)} ${number(to.y)}`;
  }
  return path;
}

/** Draw one link along its route, with an arrow head, a sign in words of shape, and a broad stroke to hit. */
export function drawLink(link, route, sideways, colour = null) {
  const sign = { "+": "plus", "-": "minus", "?": "open" }[link.sign] ?? "none";
  const group = svg("g", { class: `link s${sign}${link.inferred ? " inferred" : ""}${link.implied ? " implied" : ""}${link.part ? " part" : ""}${link.side ? ` side-${link.side}` : ""}${link.classes ? ` ${link.classes}` : ""}` });
  group.dataset.id = link.id;
  const d = sideways ? sidewaysPath(route) : pathOf(route);
  group.append(svg("path", { class: "hit", d }), svg("path", { class: "line", d, stroke: colour }));
  const [last, before] = [route.at(-1), route.at(-2)];
  const angle = sideways ? 90 : last.y > before.y ? 180 : 0;
  group.append(svg("path", { class: "head", d: "M0 0L-4.5 9H4.5Z", transform: `translate(${last.x} ${last.y}) rotate(${angle})` }));
  if (link.sign === "-" || link.sign === "?") {
    const middle = route.length > 2 ? route[Math.floor(route.length / 2)] : { x: (last.x + before.x) / 2, y: (last.y + before.y) / 2 };
    group.append(svg("text", { class: "sign", x: middle.x, y: middle.y + 5, "text-anchor": "middle" }, link.sign === "-" ? "⊖" : "⊙"));
  }
  return group;
}

function sidewaysPath(route) {
  return pathOf(route.map(({ x, y }) => ({ x: y, y: x }))).replace(/(-?[\d.]+) (-?[\d.]+)/g, "$2 $1");
}

/** Return the extent of a drawing: {x, y, w, h}. */
export function extentOf(places, boxes) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [id, { x, y }] of places) {
    const { w, h } = boxes.get(id);
    left = Math.min(left, x - w / 2);
    right = Math.max(right, x + w / 2);
    top = Math.min(top, y - h / 2);
    bottom = Math.max(bottom, y + h / 2);
  }
  return places.size ? { x: left, y: top, w: right - left, h: bottom - top } : { x: 0, y: 0, w: 1, h: 1 };
}
