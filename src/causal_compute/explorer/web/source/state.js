/* The page's state: one object that the address holds. Every value is allowed by name or clamped; what is not known is
   dropped. May touch: nothing. Must not know: the DOM. */

/**
 * @typedef {object} State
 * @property {string|null} n   the variable that is asked about
 * @property {string|null} to  the second one of a comparison
 * @property {string|null} e   a link, "cause>effect"
 * @property {string|null} c   a claim
 * @property {string} ask      why, why-not, hangs-on, impact, fall
 * @property {string} view     trace, map, table, evidence, compare, sparql
 * @property {string|null} slide  the slide that is open beside the map
 * @property {string|null} grow   the map holds only what is said up to this slide
 * @property {string|null} t   the day that is looked at, null for today
 * @property {string[]} off    layers that are switched off
 * @property {string[]} hide   kinds of variables that are hidden
 * @property {number} conf     the least belief of a claim that is shown
 * @property {string|null} dir neighbourhood: up, down, both
 * @property {number} deg      its depth
 * @property {string|null} o   orientation: BT or LR, null for the one that reads best
 * @property {string|null} theme light, dark, null for the system's
 * @property {string} lang
 */

export const ASKS = ["why", "why-not", "hangs-on", "impact", "fall"];
export const VIEWS = ["trace", "map", "table", "evidence", "compare", "sparql"];
export const LAYERS = ["thesis", "curator", "evidence", "derived"];
export const KINDS = ["root", "constraint", "factor", "application", "entity"];

/** What may stand in an address, in the order in which it is written. */
const ORDER = ["n", "to", "e", "c", "ask", "view", "slide", "grow", "t", "off", "hide", "conf", "dir", "deg", "o", "theme", "lang"];

/**
 * @param {{variables: object, links: Set<string>, claims: object, slides: string[], from: string, until: string, views?: string[]}} known
 * @param {Partial<State>} [defaults]
 */
export function makeReader(known, defaults = {}) {
  const among = (list) => (value) => (list.includes(value) ? value : null);
  const named = (table) => (value) => (value !== null && Object.hasOwn(table, value) ? value : null);
  const several = (list) => (value) => (value ?? "").split(".").filter((one, at, all) => list.includes(one) && all.indexOf(one) === at).sort();
  const clamped = (low, high, digits) => (value) => {
    const number = value === null || value.trim() === "" ? NaN : Number(value);
    return Number.isFinite(number) ? Number(Math.min(high, Math.max(low, number)).toFixed(digits)) : low;
  };
  const day = (value) => {
    if (value === null || !/^\d{4}-\d{2}(-\d{2})?$/.test(value) || Number.isNaN(Date.parse(value))) return null;
    const full = value.length === 7 ? `${value}-01` : value;
    return full < known.from ? known.from : full > known.until ? known.until : full;
  };
  const readers = {
    n: named(known.variables),
    to: named(known.variables),
    e: (value) => (value !== null && known.links.has(value) ? value : null),
    c: named(known.claims),
    ask: (value) => among(ASKS)(value) ?? "why",
    view: (value) => among(known.views ?? VIEWS)(value) ?? "trace",
    slide: among(known.slides),
    grow: among(known.slides),
    t: day,
    off: several(LAYERS),
    hide: several(KINDS),
    conf: clamped(0, 1, 2),
    dir: among(["up", "down", "both"]),
    deg: clamped(0, 9, 0),
    o: among(["BT", "LR"]),
    theme: among(["light", "dark"]),
    lang: (value) => among(["zh", "en"])(value) ?? defaults.lang ?? "zh",
  };
  /** @returns {State} the state that an address asks for */
  return (hash) => {
    const given = new URLSearchParams(hash.replace(/^#/, ""));
    return Object.fromEntries(ORDER.map((key) => [key, readers[key](given.get(key))]));
  };
}

/** Return the address of a state, in canonical order and without what is the default. */
export function formatHash(state) {
  const kept = new URLSearchParams();
  for (const key of ORDER) {
    const value = state[key];
    const written = Array.isArray(value) ? value.join(".") : value === null || value === 0 ? "" : String(value);
    if (written && !(key === "ask" && written === "why") && !(key === "view" && written === "trace")) kept.set(key, written);
  }
  return `#${kept}`;
}

/** Report whether going from one state to another deserves its own step back. */
export function isStep(before, after) {
  return ["n", "to", "e", "c", "view", "slide"].some((key) => before[key] !== after[key]);
}

/** Return `state` changed: to look at one thing lets go of the others. */
export function changed(state, change) {
  const next = { ...state, ...change };
  if ("n" in change && change.n !== state.n) Object.assign(next, { e: null, c: null, ask: change.ask ?? "why" }, "to" in change ? {} : { to: null });
  if (change.e) Object.assign(next, { c: null });
  if (change.c) Object.assign(next, { e: null });
  if (change.dir === null) next.deg = 0;
  if (change.dir && !next.deg) next.deg = 1;
  if (change.dir && next.view === "trace") next.view = "map";
  return next;
}
