/* What is shown: claims by layer, belief and slide; variables by kind; how many of them. Pure.
   May touch: nothing. Must not know: the DOM. */

/** @param {object} data the island @param {import("./state.js").State} state */
export function makeFilter(data, state) {
  const { claims, variables } = data.tables;
  const order = new Map(data.slides.map((slide, at) => [slide.id, at]));
  const until = state.grow === null ? Infinity : order.get(state.grow);
  const claim = (id) => {
    const entry = claims[id];
    if (!entry) return true;
    if (state.off.includes(entry.layer) || entry.belief < state.conf) return false;
    return until === Infinity || (entry.slide !== null && order.get(entry.slide) <= until);
  };
  const link = (one) => !one.claims?.length || one.claims.some(claim);
  const variable = (id) => !state.hide.includes(variables[id]?.kind) && !(state.off.includes("curator") && variables[id]?.layer === "curator");
  const active = state.off.length > 0 || state.hide.length > 0 || state.conf > 0 || state.grow !== null;
  return { claim, link, variable, active, count: () => Object.keys(claims).filter(claim).length, all: Object.keys(claims).length };
}
