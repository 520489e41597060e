/* The page of a large graph: search, show the context, expand on demand (van Ham and Perer, InfoVis 2009). The same
   regions and the same look as the page of a small one; what is drawn is never more than a reader can read.
   May touch: the document. Must not know: how a corpus is stored and searched. */

import { Camera } from "./camera.js";
import { openCorpus } from "./corpus.js";
import { button, make, svg } from "./dom.js";
import { arranged, drawnOf } from "./layout.js";
import { boxOf, drawLink, drawNode, extentOf } from "./picture.js";
import { saveSvg } from "./saving.js";
import { filled, KIND_WORDS, WORDS } from "./words.js";

const SIZE = 30; // nodes of a context, until the reader asks for more
const MOST = 120;
const WIDEST = 9; // boxes side by side: a hub's many neighbours fold into rows
const WAIT = 120; // milliseconds of quiet before a query runs

const at = (id) => document.getElementById(id);

const element = at("data-corpus");
const { parts, title, language: source } = JSON.parse(element.textContent);
const language = source === "zh" ? "zh" : "en"; // the page speaks these two
element.remove(); // up to a hundred megabytes
openCorpus(parts).then((corpus) => start(corpus, title, language));

function start(corpus, title, language) {
  let state = read();
  const world = svg("g");
  const view = svg("svg", { id: "map", role: "application" }, world);
  const chips = make("div", "asks");
  const controls = make("div", "zoom");
  const frame = make("div", "frame", view);
  at("stage").append(chips, frame, controls);
  at("views").remove();
  at("clock").remove();
  at("legend").tabIndex = 0; // on a phone it scrolls
  const camera = new Camera(frame, view, world);
  const word = (key, fields) => filled(WORDS[state.lang][key] ?? key, fields);
  const label = (node) => corpus.label(node, state.lang) || corpus.id(node);
  const kindWord = (kind) => KIND_WORDS[state.lang][kind] ?? kind;
  let drawn = "";

  /* ---- the state and the address: n selected, to the end of a path, x expanded, off dismissed, size ---- */

  function read() {
    const given = new URLSearchParams(location.hash.slice(1));
    const known = (id) => (id === null ? -1 : corpus.find(id));
    const several = (key) => (given.get(key) ?? "").split(" ").map(known).filter((node) => node >= 0);
    const size = Number(given.get("size"));
    return { n: known(given.get("n")), to: known(given.get("to")), x: several("x"), off: several("off"), size: size >= SIZE && size <= MOST ? Math.round(size) : SIZE, lang: ["zh", "en"].includes(given.get("lang")) ? given.get("lang") : language };
  }

  function select(change) {
    const step = "n" in change && change.n !== state.n;
    if (step) change = { x: [], off: [], to: -1, link: null, ...change };
    state = { ...state, link: null, ...change };
    const kept = new URLSearchParams();
    if (state.n >= 0) kept.set("n", corpus.id(state.n));
    if (state.to >= 0) kept.set("to", corpus.id(state.to));
    for (const key of ["x", "off"]) if (state[key].length) kept.set(key, state[key].map((node) => corpus.id(node)).join(" "));
    if (state.size !== SIZE) kept.set("size", state.size);
    kept.set("lang", state.lang);
    const address = `${location.href.split("#")[0]}#${kept}`;
    if (address !== location.href) history[step ? "pushState" : "replaceState"](null, "", address);
    draw();
  }

  /* ---- the drawing ---- */

  function context() {
    if (state.to >= 0) {
      const way = corpus.path(state.n, state.to);
      const nodes = way ? way.nodes : [state.n, state.to];
      return { nodes, links: nodes.slice(1).flatMap((node, step) => corpus.causes(node).filter((pair) => pair.cause === nodes[step])), more: new Map() };
    }
    return corpus.context([state.n], { size: state.size, expanded: state.x, dismissed: state.off });
  }

  function drawContext() {
    const { nodes, links, more } = context();
    const items = nodes.map((node) => ({ id: String(node), type: "variable", kind: corpus.kind(node), node, focus: node === state.n, title: label(node), note: more.has(node) ? `+${more.get(node)}` : "" }));
    const pairs = links.map((pair) => ({ id: `${pair.cause}>${pair.effect}`, from: String(pair.cause), to: String(pair.effect), sign: pair.sign, claims: [], inferred: pair.inferred, pair }));
    paint(items, pairs, (item) => select({ n: item.node }), (item) => {
      const count = more.get(item.node);
      const about = [corpus.id(item.node), kindWord(item.kind)].join(", ");
      return count ? `${item.title} +${count}, ${about}` : `${item.title}, ${about}`;
    });
    at("status").textContent = word("opened-at", { n: nodes.length, m: links.length });
  }

  /** All of it, in groups: each kind with how many variables it has, and how many links lead from kind to kind. */
  function drawOverview() {
    const { groups, links } = corpus.overview("kind");
    const items = groups.map((group, place) => ({ id: String(place), type: "variable", kind: group.name ?? "", group, title: kindWord(group.name ?? word("other")), note: group.nodes.toLocaleString(state.lang) }));
    const pairs = links.filter((link) => link.from !== link.to).map((link) => ({ id: `${link.from}>${link.to}`, from: String(link.from), to: String(link.to), sign: "", claims: [] }));
    paint(items, pairs, (item) => drawPanel(item.group), (item) => `${item.title} ${item.note}`);
    at("status").textContent = word("overview");
  }

  function paint(items, pairs, choose, spoken) {
    const boxes = new Map(items.map((item) => [item.id, boxOf(item)]));
    const sizes = new Map([...boxes].map(([id, { w, h }]) => [id, { w, h }]));
    const edges = pairs.map(({ from, to }) => [from, to]);
    const starts = items.length > 60 ? 1 : 3;
    const rows = arranged(sizes, edges, { starts, widest: WIDEST });
    const made = [false, true].map((sideways) => ({ ...drawnOf(rows, { sideways }), sideways })).map((one) => ({ ...one, extent: extentOf(one.places, boxes) }));
    const best = camera.fitting(made[1].extent) > camera.fitting(made[0].extent) ? made[1] : made[0];
    const [under, over] = [svg("g", { class: "links" }), svg("g", { class: "nodes" })];
    for (const pair of pairs) {
      const route = best.routes.get(pair.id);
      if (!route || route.length < 2) continue;
      const group = drawLink(pair, route, best.sideways);
      if (pair.pair) group.addEventListener("click", () => camera.dragged || (state.link = pair.pair, drawPanel()));
      under.append(group);
    }
    for (const item of items) {
      const group = drawNode({ ...item, spoken: spoken(item) }, boxes.get(item.id), best.places.get(item.id));
      group.setAttribute("tabindex", 0);
      group.addEventListener("click", () => camera.dragged || choose(item));
      group.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") choose(item);
        else if (event.key === "e" && item.node !== undefined) select({ x: [...new Set([...state.x, item.node])] });
        else if (event.key === "Delete" && item.node !== undefined && item.node !== state.n) select({ off: [...state.off, item.node] });
        else return;
        event.preventDefault();
      });
      over.append(group);
    }
    world.replaceChildren(under, over);
    camera.fit(best.extent);
    fit = () => camera.fit(best.extent);
    extent = best.extent;
  }

  let fit = () => {};
  let extent = { x: 0, y: 0, w: 1, h: 1 };

  /* ---- the panel ---- */

  const go = (node) => button(label(node), () => select({ n: node }), "go");
  const claim = (said) => make("div", `claim${said.inferred ? " curator" : ""}`, make("div", "", said[state.lang] || said.zh || said.en), make("div", "badges", make("span", "badge", `${word("sure")} ${said.belief.toFixed(2)}`), said.source ? make("span", "badge", said.source) : null, make("span", "badge id", said.id)), said.quote ? make("blockquote", "", `“${said.quote}”`) : null);
  const chain = ({ nodes, links, belief }) => make("div", "chain", go(nodes[0]), links.map((link, step) => [` (${corpus.link(link).sign})→ `, go(nodes[step + 1])]), make("div", "soft", `${word("sure")} ${belief.toFixed(2)}`), make("details", "", make("summary", "", word("said")), links.map((link) => claim(corpus.link(link)))));

  function section(name, items) {
    return items.length ? [make("h3", "", name), ...items] : [];
  }

  function neighbours(pairs, end) {
    const shown = pairs.slice(0, 12).map((pair) => make("div", "", button(`${pair.sign} ${label(pair[end])}`, () => select({ n: pair[end] }), "go"), " ", button(word("said"), () => drawPanel(null, pair), "badge")));
    return pairs.length > 12 ? [...shown, make("div", "soft", word("and-more", { n: pairs.length - 12 }))] : shown;
  }

  function drawPanel(group = null, pair = state.link) {
    const host = at("panel");
    host.scrollTop = 0;
    if (group) return host.replaceChildren(make("h2", "", kindWord(group.name ?? word("other"))), make("p", "soft", word("most-linked")), ...group.top.map((node) => make("div", "", go(node))));
    if (pair) return host.replaceChildren(make("h2", "", `${label(pair.cause)} (${pair.sign})→ ${label(pair.effect)}`), make("div", "chain", go(pair.cause), " → ", go(pair.effect)), ...corpus.claims(pair.cause, pair.effect).map(claim));
    if (state.n < 0) return host.replaceChildren(make("h2", "", title[state.lang]), make("p", "", word("overview")), make("p", "soft", `${word("claims", { n: corpus.rows.claims.toLocaleString(state.lang) })} · ${word("opened-at", { n: corpus.rows.nodes.toLocaleString(state.lang), m: corpus.rows.links.toLocaleString(state.lang) })}`), ...section(word("roots"), corpus.roots.slice(0, 20).map((node) => make("div", "", go(node)))));
    const [causes, effects] = [corpus.causes(state.n), corpus.effects(state.n)];
    const way = state.to >= 0 ? corpus.path(state.n, state.to) : null;
    host.replaceChildren(
      make("h2", "", label(state.n)),
      make("div", "soft", `${kindWord(corpus.kind(state.n))} · `, make("code", "badge", corpus.id(state.n))),
      make("div", "chips", button(word("expand-more"), () => select({ x: [...new Set([...state.x, state.n])], size: Math.min(MOST, state.size + 24) }), "chip"), button(word("clear"), () => select({ x: [], off: [], to: -1, size: SIZE }), "chip"), button(word("back-all"), () => select({ n: -1 }), "chip")),
      ...(state.to >= 0 ? section(`${word("path-to")} ${label(state.to)}`, [way ? chain(way) : make("p", "", word("no-path"))]) : []),
      ...section(word("path"), corpus.trace(state.n, 5).filter((one) => one.links.length).map(chain)),
      ...section(`${word("causes")} (${causes.length})`, neighbours(causes, "cause")),
      ...section(`${word("effect")} (${effects.length})`, neighbours(effects, "effect")),
    );
  }

  /* ---- search: names as the reader types, words of claims when asked ---- */

  const input = make("input");
  const list = make("ul");
  for (const [key, value] of Object.entries({ id: "query", type: "search", autocomplete: "off", role: "combobox", "aria-expanded": "false", "aria-controls": "found", "aria-autocomplete": "list" })) input.setAttribute(key, value);
  list.id = "found";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  at("search").append(input, list);
  let timer = 0;
  let options = [];
  let active = -1;

  function offer(found) {
    options = found;
    list.replaceChildren(...found.map(({ words, soft, act }, place) => {
      const item = make("li", "", words, " ", make("span", "soft", soft));
      item.id = `found-${place}`;
      item.setAttribute("role", "option");
      item.addEventListener("mousedown", (event) => event.preventDefault());
      item.addEventListener("click", act);
      return item;
    }));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    mark(found.length ? 0 : -1);
  }

  function mark(place) {
    active = place;
    [...list.children].forEach((item, other) => item.setAttribute("aria-selected", String(other === place)));
    place < 0 ? input.removeAttribute("aria-activedescendant") : input.setAttribute("aria-activedescendant", `found-${place}`);
  }

  function look() {
    const query = input.value.trim();
    if (!query) return offer([]);
    const named = corpus.search(query, 12).map(({ node }) => ({ words: label(node), soft: kindWord(corpus.kind(node)), act: () => choose(node) }));
    offer([...named, { words: word("search-claims", { query }), soft: "", act: () => lookInClaims(query) }]);
  }

  function lookInClaims(query) {
    at("status").textContent = word("searching");
    setTimeout(() => {
      const found = corpus.searchClaims(query, 12).map(({ node }) => corpus.claim(node));
      offer(found.map((said) => ({ words: said[state.lang] || said.zh || said.en, soft: said.id, act: () => choose(corpus.link(said.links[0]).effect, corpus.link(said.links[0])) })));
      at("status").textContent = found.length ? "" : word("no-match");
    }, 30);
  }

  function choose(node, pair = null) {
    const end = input.dataset.end && state.n >= 0;
    input.value = "";
    offer([]);
    select(end ? { to: node } : { n: node });
    if (pair) drawPanel(null, { cause: pair.cause, effect: pair.effect, sign: pair.sign });
    world.querySelector(".focus")?.focus();
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, corpus.rows.nodes > 50_000 ? WAIT : 0);
  });
  input.addEventListener("blur", () => offer([]));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && options[active]) options[active].act();
    else if (event.key === "ArrowDown") mark(Math.min(options.length - 1, active + 1));
    else if (event.key === "ArrowUp") mark(Math.max(0, active - 1));
    else if (event.key === "Escape") offer([]);
    else return;
    event.preventDefault();
  });

  /* ---- drawing it all ---- */

  function draw() {
    document.documentElement.lang = state.lang;
    at("title").textContent = document.title = title[state.lang];
    input.placeholder = word(input.dataset.end && state.n >= 0 ? "path-end" : "search");
    input.setAttribute("aria-label", input.placeholder);
    list.setAttribute("aria-label", word("found"));
    view.setAttribute("aria-label", word("map-large"));
    view.setAttribute("aria-roledescription", word("map-role"));
    at("panel").setAttribute("aria-label", word("panel"));
    at("stage").setAttribute("aria-label", word("map-role"));
    const toggle = button(word("path-to"), () => (input.dataset.end ? delete input.dataset.end : (input.dataset.end = "1"), draw(), input.focus()), "chip", { "aria-pressed": String(Boolean(input.dataset.end)), disabled: state.n < 0 ? "" : null });
    chips.replaceChildren(make("span", "lead", word("claims", { n: corpus.rows.claims.toLocaleString(state.lang) })), toggle, ...state.off.length ? [make("span", "soft", word("dismissed", { n: state.off.length }))] : []);
    const one = (mark, name, act) => button(mark, act, "", { "aria-label": word(name), title: word(name) });
    controls.replaceChildren(one("+", "zoom-in", () => camera.zoom(1.25)), one("−", "zoom-out", () => camera.zoom(0.8)), one("⤢", "fit", () => fit()));
    at("tools").replaceChildren(button(word("save-svg"), save), button(word("language"), () => select({ lang: state.lang === "zh" ? "en" : "zh" }), "", { lang: state.lang === "zh" ? "en" : "zh" }));
    at("legend").replaceChildren(make("span", "", word("help-large")), make("span", "", word("minus")), make("span", "", word("drawn-only")));
    const key = JSON.stringify([state.n, state.to, state.x, state.off, state.size, state.lang, camera.width, camera.height]);
    if (key !== drawn && camera.width > 1) state.n < 0 ? drawOverview() : drawContext();
    drawn = key;
    drawPanel();
  }

  function save() {
    const { x, y, w, h } = extent;
    const before = world.getAttribute("transform");
    view.setAttribute("viewBox", `${x - 12} ${y - 12} ${w + 24} ${h + 24}`);
    world.removeAttribute("transform");
    saveSvg(view, title[state.lang], "causal-context");
    view.removeAttribute("viewBox");
    world.setAttribute("transform", before);
  }

  addEventListener("hashchange", () => {
    state = read();
    draw();
  });
  new ResizeObserver(([{ contentRect: { width, height } }]) => {
    camera.resize(width, height);
    draw();
  }).observe(frame);
  camera.resize(frame.clientWidth, frame.clientHeight);
  draw();
  document.documentElement.dataset.ready = "";
}
