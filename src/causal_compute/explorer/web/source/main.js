/* The page: reads its data, holds its state in the address, and lets every part draw itself anew when the state changes.
   It draws what Python computed and asks for nothing. */

import { makeClock } from "./clock.js";
import { readPart } from "./data.js";
import { make } from "./dom.js";
import { makeFilter } from "./filters.js";
import { makePages } from "./pages.js";
import { makePanel } from "./panel.js";
import { savePng, saveSvg } from "./saving.js";
import { makeSearch } from "./search.js";
import { makeSource } from "./source.js";
import { makeConsole } from "./sparql/console.js";
import { makeStage } from "./stage.js";
import { changed, formatHash, isStep, makeReader, VIEWS } from "./state.js";
import { gateOf, standingOn } from "./timeline.js";
import { makeTools } from "./tools.js";
import { filled, KIND_WORDS, WORDS } from "./words.js";

Promise.all([readPart("island"), readPart("graph")]).then(start);

function start([island, graph]) {
  const byId = (list) => new Map(list.map((one) => [one.id, one]));
  const data = { ...island, links: byId(island.links), network: { nodes: byId(graph.nodes), edges: byId(graph.edges) } };
  const { tables, answers, tracks } = data;
  const hasConsole = document.getElementById("data-console") !== null;
  const views = VIEWS.filter((view) => view !== "sparql" || hasConsole);
  const read = makeReader(
    { variables: answers, links: new Set(data.links.keys()), claims: tables.claims, slides: data.slides.map((slide) => slide.id), from: tracks.from, until: tracks.until, views },
    { lang: data.opening.lang },
  );
  let state = read(location.hash.length > 1 ? location.hash : formatHash({ ...read(""), ...data.opening }));
  const at = (id) => document.getElementById(id);
  const system = matchMedia("(prefers-color-scheme: dark)");

  /* ---- words and standings, for every part ---- */

  const applications = Object.keys(answers).filter((id) => tables.variables[id]?.kind === "application" && answers[id].tree);
  const quotesOf = new Map(data.slides.map((slide) => [slide.id, slide]));
  const linksOf = new Map();
  for (const link of data.links.values()) for (const id of link.claims) linksOf.set(id, [...(linksOf.get(id) ?? []), link]);
  const named = (id) => tables.variables[id] ?? tables.conditions[id] ?? { label: { zh: id, en: id } };
  let filter = makeFilter(data, state);

  const app = {
    data,
    applications,
    views,
    state: () => state,
    filter: () => filter,
    /** The variable that is asked about; on the map there need be none. */
    focus: () => state.n ?? (state.view === "map" ? null : data.opening.n),
    day: () => state.t ?? data.as_of,
    past: () => state.t !== null && state.t !== data.as_of,
    say: (key, fields = {}) => filled(data.words[state.lang][key] ?? key, fields),
    word: (key, fields = {}) => filled(WORDS[state.lang][key] ?? key, fields),
    of: (text) => text?.[state.lang] ?? text?.zh ?? text?.en ?? "",
    label: (id) => app.of(named(id).label),
    short: (id) => app.of(named(id).short ?? named(id).label),
    kindWord: (kind) => KIND_WORDS[state.lang][kind],
    linksOf: (id) => linksOf.get(id) ?? [],
    /** How a variable's gate stands on the day that is looked at. */
    stands: (id, day = app.day()) => withheld(standingOn(id, day, { tracks, kind: "gates", asOf: data.as_of, now: answers[id].status })),
    /** How a leaf of a proof tree stands on that day. */
    standing: (leaf) => (leaf.type === "condition" ? withheld(standingOn(leaf.condition, app.day(), { tracks, kind: "conditions", asOf: data.as_of, now: leaf.status })) : { status: leaf.status, expected: null }),
    /** How any node of a proof tree stands on that day. */
    statusOf: (node) => (node.type !== "gate" ? app.standing(node).status : app.past() ? gateOf(node.op, node.k, node.members.map(app.statusOf)) : node.status),
    /** The date of a condition, in few words: since when it is met, or when it is expected. */
    dateOf(leaf) {
      const { status, expected } = app.standing(leaf);
      if (status === "met" && leaf.since && (!app.past() || (leaf.since.earliest <= app.day()))) return app.say("since", { date: leaf.since.verbatim || leaf.since.earliest });
      return expected?.p50 && status !== "met" ? `${app.say("expected")} ${expected.p50.slice(0, 7)}` : app.say(status);
    },
    /** The claims that are said in the same words as one. */
    together(id) {
      const found = new Set([id]);
      for (const slide of data.slides) for (const [, , claims] of slide.marks) if (claims.includes(id)) claims.forEach((one) => found.add(one));
      return found;
    },
    /** The claims whose words are to be marked in the source. */
    quoted() {
      const id = app.focus();
      return new Set(state.c ? [state.c] : state.e ? data.links.get(state.e).claims : id ? [...answers[id].about, ...answers[id].chains.flatMap((chain) => chain.claims)] : []);
    },
    onStage: (claims) => claims.some((id) => stage.claims().has(id)),
    slideOfChoice: () => [...app.quoted()].map((id) => tables.claims[id]?.slide).find((id) => quotesOf.has(id)) ?? data.slides[0]?.id ?? null,
    dark: () => (state.theme ? state.theme === "dark" : system.matches),
    select,
    draw,
    clear: () => select({ off: [], hide: [], conf: 0, grow: null, dir: null }),
    /** Esc: up one level, from a claim to its variable, from there to the opening, from the map's choice to the map. */
    up: () => select(state.c ? { c: null } : state.e ? { e: null } : state.dir ? { dir: null } : state.ask !== "why" ? { ask: "why" } : { n: null, view: state.view === "map" ? "map" : "trace" }),
    announce: (words) => (at("status").textContent = words),
    copy,
    search: () => search.focus(),
    help: () => app.announce(app.word("help")),
    toMap: (id) => (state.view === "map" || state.view === "trace" ? stage.focus(id) : at("page").focus()),
    openPanel: () => at("panel").focus({ preventScroll: true }),
    point,
    saveSvg: () => stage.whole((view, back) => (saveSvg(view, titled(), fileName()), back())),
    savePng: () => stage.whole((view, back) => savePng(view, titled(), fileName()).finally(back)),
  };

  const withheld = (standing) => (state.off.includes("derived") && standing.status === "expected" ? { status: "unmet", expected: null } : state.off.includes("derived") ? { ...standing, expected: null } : standing);
  const titled = () => `${app.of(data.title)} · ${state.n ? app.label(state.n) : ""}`;
  const fileName = () => `causal-${state.n ?? (state.view === "map" ? "map" : data.opening.n)}`;

  const stage = makeStage(at("stage"), app);
  const panel = makePanel(app);
  const pages = makePages(app, panel);
  const search = makeSearch(at("search"), app);
  const source = makeSource(at("source"), app);
  const clock = makeClock(at("clock"), app);
  const tools = makeTools({ views: at("views"), tools: at("tools"), legend: at("legend") }, app);
  let sparql = null;

  /* ---- the state and the address ---- */

  function select(change) {
    const next = changed(state, change);
    if (next.view === "compare" && !next.to) next.to = other(next.n ?? data.opening.n);
    if (["table", "sparql"].includes(next.view) && !change.view && change.n && change.n !== state.n) next.view = "trace";
    const step = isStep(state, next);
    state = next;
    // The whole address: in a notebook's frame "#..." alone would be read as an address of the notebook.
    const address = `${location.href.split("#")[0]}${formatHash(state)}`;
    if (address !== location.href) history[step ? "pushState" : "replaceState"](null, "", address);
    draw();
  }

  /** The application that shares most with one: what it is compared with until the reader chooses. */
  function other(id) {
    const needs = (one) => new Set(answers[one].chains.flatMap((chain) => chain.variables));
    const own = needs(id);
    const shared = (one) => [...needs(one)].filter((variable) => own.has(variable)).length;
    return applications.filter((one) => one !== id).sort((a, b) => shared(b) - shared(a) || (a < b ? -1 : 1))[0] ?? null;
  }

  /* ---- drawing ---- */

  let before = null;

  function draw() {
    filter = makeFilter(data, state);
    const root = document.documentElement;
    root.lang = state.lang;
    state.theme ? (root.dataset.theme = state.theme) : delete root.dataset.theme;
    at("title").textContent = document.title = app.of(data.title);
    const paged = ["table", "evidence", "sparql"].includes(state.view);
    at("stage").hidden = paged;
    at("page").hidden = !paged;
    at("stage").setAttribute("aria-label", app.word("map-role"));
    at("panel").setAttribute("aria-label", app.word("panel"));
    source.draw();
    if (!paged || state.view === "evidence") stage.draw();
    drawPanel();
    if (paged) drawPage();
    search.draw();
    clock.draw();
    tools.draw();
    before = state;
  }

  const FOCUSABLE = "button, summary, select, a";
  let rest = []; // what the panel says below, not made yet

  /** Draw the panel: after a choice its head at once, the rest, which takes the browser longer to lay out than all else, a frame later. */
  function drawPanel() {
    const host = at("panel");
    const same = before && ["n", "e", "c", "to", "view", "ask"].every((key) => before[key] === state[key]);
    const scroll = same ? host.scrollTop : 0; // set in the next frame: set now, it would make the browser lay out twice
    const focused = host.contains(document.activeElement) ? [...host.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement) : -1;
    const id = app.focus();
    const parts = state.c ? panel.chosenClaim(state.c) : state.e ? panel.link(state.e) : state.view === "compare" && state.to ? [picker(), ...panel.comparison(id, state.to)] : id ? panel.variable(id) : panel.start();
    host.replaceChildren(...parts.filter((part) => part instanceof Node));
    rest = parts.filter((part) => typeof part === "function");
    if (rest.length) host.setAttribute("aria-busy", "true");
    if (same || !before || focused >= host.querySelectorAll(FOCUSABLE).length) finishPanel();
    else requestAnimationFrame(() => setTimeout(finishPanel));
    requestAnimationFrame(() => (host.scrollTop = scroll));
    if (focused >= 0) (host.querySelectorAll(FOCUSABLE)[focused] ?? host).focus({ preventScroll: true });
    const [name, said] = ["h2", ".headline"].map((part) => host.querySelector(part)?.textContent ?? "");
    if (!same && before) app.announce(said.startsWith(name.replace(/^\S /u, "")) ? said : [name, said].filter(Boolean).join(": ")); // not the name twice
  }

  function finishPanel() {
    const host = at("panel");
    host.append(...rest.flatMap((part) => part()).filter(Boolean));
    rest = [];
    host.removeAttribute("aria-busy");
  }

  function picker() {
    const id = state.n ?? data.opening.n;
    const choice = make("select", "", applications.filter((one) => one !== id).map((one) => {
      const option = make("option", "", app.label(one));
      option.value = one;
      option.selected = one === state.to;
      return option;
    }));
    choice.addEventListener("change", () => select({ to: choice.value }));
    return make("label", "picker", `${app.word("compare-with")} `, choice);
  }

  async function drawPage() {
    const host = at("page");
    host.setAttribute("aria-label", app.word(`view-${state.view}`));
    if (state.view === "sparql") {
      sparql ??= readPart("console").then((part) => makeConsole(part, { language: () => state.lang, copy, select: look, knows: (id) => Object.hasOwn(answers, id) || Object.hasOwn(tables.claims, id) }));
      const made = await sparql;
      if (state.view !== "sparql") return;
      if (host.firstChild !== made.element) host.replaceChildren(made.element);
      made.redraw();
      return;
    }
    const kept = before?.view === state.view ? host.scrollTop : 0;
    const focused = host.contains(document.activeElement) ? [...host.querySelectorAll("button, summary, a")].indexOf(document.activeElement) : -1;
    host.replaceChildren(...(state.view === "table" ? pages.table() : pages.evidence(stage.claims())).filter(Boolean));
    host.scrollTop = kept;
    if (focused >= 0) host.querySelectorAll("button, summary, a")[focused]?.focus({ preventScroll: true });
  }

  /** Look at a variable or a claim without leaving the results. */
  function look(id) {
    select(Object.hasOwn(answers, id) ? { n: id, view: "sparql" } : { c: id });
  }

  /** Show a condition or a gate of the drawing where the panel speaks of it. */
  function point(node) {
    if (state.c || state.e) select({ c: null, e: null });
    finishPanel();
    const key = node.type === "condition" ? node.condition : node.entry.claim;
    const item = [...at("panel").querySelectorAll("[data-about]")].find((one) => one.dataset.about === key);
    if (!item) return;
    for (const one of at("panel").querySelectorAll(".pointed")) one.classList.remove("pointed");
    item.classList.add("pointed");
    item.scrollIntoView({ block: "nearest" });
    app.announce(item.querySelector("span, button")?.parentElement?.firstChild?.textContent + (node.spoken ?? ""));
  }

  async function copy(words) {
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      const area = make("textarea");
      area.value = words;
      document.body.append(area);
      area.select();
      document.execCommand("copy"); // where there is no clipboard to ask for: a file, a frame
      area.remove();
    }
    app.announce(app.word("copied"));
  }

  /* ---- paper ---- */

  let unprint = () => {};
  addEventListener("beforeprint", () => {
    finishPanel();
    stage.draw();
    stage.whole((_, back) => (unprint = back));
    const filters = [...state.off.map((one) => app.say(`layer-${one}`)), ...state.hide.map(app.kindWord)];
    at("print").replaceChildren(
      ...(state.view === "evidence" ? [] : pages.evidence(stage.claims()).filter(Boolean)),
      make("p", "soft", `${app.of(data.title)} · ${data.as_of}${filters.length ? ` · − ${filters.join(", ")}` : ""} · ${location.href}`),
    );
  });
  addEventListener("afterprint", () => {
    unprint();
    at("print").replaceChildren();
  });

  addEventListener("hashchange", () => {
    state = read(location.hash);
    draw();
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !event.target.closest?.("#search, #tools")) app.up();
  });
  system.addEventListener("change", draw);
  draw();
  document.documentElement.dataset.ready = "";
}
