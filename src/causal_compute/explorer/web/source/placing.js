/* Where things go: the map as Python laid it out, in the other language with the same rows; everything else is laid out
   here, upright or lying.
   May touch: nothing. Must not know: elements, what nodes mean. */

import { arranged, arrangedLike, drawnOf } from "./layout.js";
import { boxOf, extentOf } from "./picture.js";

const EFFORT = 160_000; // starts of a layout times squared links: a trace gets many, a large map one
const WIDEST = 14; // boxes in a row of the map

/** @param {object} data the page's data */
export function makePlacing(data) {
  /** The map as Python laid it out. */
  const map = {
    places: new Map([...data.network.nodes].map(([id, { x, y }]) => [id, { x, y }])),
    routes: new Map([...data.network.edges].map(([id, edge]) => [id, (edge.route ?? []).map(([x, y]) => ({ x, y }))])),
  };

  /** The map with what was restyled in Python. */
  function fromNetwork(nodes, boxes) {
    const places = new Map(nodes.map((node) => [node.id, map.places.get(node.id)]));
    for (const [id, box] of boxes) {
      const drawn = data.network.nodes.get(id);
      const lines = drawn.label.split("\n");
      if (!box.note.length) Object.assign(box, { title: lines, w: drawn.widthConstraint?.minimum ?? box.w, h: drawn.heightConstraint?.minimum ?? box.h });
    }
    return { places, routes: map.routes, boxes, sideways: false, extent: extentOf(places, boxes) };
  }

  function below(places, ids, boxes) {
    const all = extentOf(places, boxes);
    let [x, y] = [all.x, all.y + all.h + 50];
    for (const id of ids) {
      const { w } = boxes.get(id);
      if (x + w > all.x + all.w && x > all.x) [x, y] = [all.x, y + 60];
      places.set(id, { x: x + w / 2, y });
      x += w + 18;
    }
  }

  /** Lay out a drawing, in each direction that it may have: which of them reads best depends on the frame. */
  return function place(nodes, links, state) {
    const boxes = new Map(nodes.map((node) => [node.id, boxOf(node)]));
    const whole = state.view === "map" && state.grow === null && !state.dir;
    if (whole && state.lang === data.language && state.o !== "LR") return [fromNetwork(nodes, boxes)];
    const sizes = new Map([...boxes].map(([id, { w, h }]) => [id, { w, h }]));
    const edges = links.map(({ from, to }) => [from, to]);
    const last = nodes.filter((node) => node.kind === "application").map((node) => node.id);
    const isolated = new Set(nodes.map((node) => node.id));
    for (const edge of edges) edge.forEach((id) => isolated.delete(id));
    for (const id of isolated) if (nodes.length > 1) sizes.delete(id);
    const options = { last: state.view === "map" ? last : [], starts: Math.max(1, Math.min(8, Math.floor(EFFORT / links.length ** 2))), widest: state.view === "map" ? WIDEST : null };
    const ways = state.o ? [state.o === "LR"] : state.view === "map" ? [false] : [false, true];
    const rows = (whole && arrangedLike(sizes, edges, map)) || arranged(sizes, edges, options);
    return ways.map((sideways) => {
      const made = drawnOf(rows, { sideways });
      if (nodes.length > 1) below(made.places, [...isolated], boxes);
      return { ...made, boxes, sideways, extent: extentOf(made.places, boxes) };
    });
  };
}
