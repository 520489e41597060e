/* The stage: draws what the state asks for, moves the eye over it, and walks it by keys.
   May touch: its own element. Must not know: how answers are found, what the panel says. */

import { Camera } from "./camera.js";
import { button, make, svg } from "./dom.js";
import { makeDrawing } from "./drawing.js";
import { boxOf, drawLink, drawNode, extentOf, MARKS } from "./picture.js";
import { makePlacing } from "./placing.js";
import { impactGraph, leavesOf, traceGraph } from "./tracegraph.js";

/** @param {HTMLElement} host @param {object} app the page */
export function makeStage(host, app) {
  const { data } = app;
  const world = svg("g");
  const view = svg("svg", { id: "map", role: "application" }, world);
  const frame = make("div", "frame", view);
  const small = svg("svg", { id: "minimap", "aria-hidden": "true" });
  const chips = make("div", "asks");
  const controls = make("div", "zoom");
  host.append(chips, frame, small, controls);
  const camera = new Camera(frame, view, world, look);
  const drawing = makeDrawing(app);
  const place = makePlacing(data);
  const laid = new Map(); // layouts by what they were made for
  let shown = { nodes: [], links: [], places: new Map(), boxes: new Map(), routes: new Map(), groups: new Map(), sideways: false, seen: "", signature: "" };
  let current = null; // the node that holds the focus of the keys

  /* ---- drawing ---- */

  function draw() {
    const state = app.state();
    const hadFocus = view.contains(document.activeElement);
    const { nodes, links } = drawing();
    const key = JSON.stringify([state.view, state.view === "map" && !state.dir ? null : app.focus(), state.to, state.ask === "impact" || state.ask === "fall" ? "impact" : "why", state.lang, state.o, state.off, state.hide, state.conf, state.grow, state.view === "map" ? [state.dir, state.deg] : 0]);
    if (!laid.has(key)) laid.set(key, place(nodes, links, state));
    if (laid.size > 40) laid.delete(laid.keys().next().value);
    const drawn = laid.get(key).reduce((best, one) => (camera.fitting(one.extent) > camera.fitting(best.extent) * 1.02 ? one : best));
    for (const node of nodes) {
      const box = drawn.boxes.get(node.id);
      const fresh = boxOf(node);
      if (box && (fresh.note.join() !== box.note.join() || fresh.mark !== box.mark)) Object.assign(box, { note: fresh.note.slice(0, Math.max(1, box.note.length)), mark: fresh.mark });
    }
    const seen = JSON.stringify([key, drawn.sideways, camera.width, camera.height]);
    const signature = JSON.stringify([key, drawn.sideways, nodes.map((node) => [node.id, node.status, node.note, node.binding, node.sign, node.side]), links.length]);
    const moved = shown.seen !== seen;
    if (shown.signature !== signature) shown = { ...drawn, nodes, links, signature, groups: build(nodes, links, drawn) };
    shown.seen = seen;
    highlight(litOf(state, nodes, links), nodes);
    rove(nodes.some((node) => node.id === current) ? current : (nodes.find((node) => node.focus) ?? nodes[0])?.id, hadFocus);
    view.setAttribute("aria-label", app.word("map-label"));
    view.setAttribute("aria-roledescription", app.word("map-role"));
    view.classList.toggle("whole", state.view === "map");
    drawChips(state);
    drawControls();
    if (moved) drawSmall();
    moved ? fit() : look();
  }

  /** Make the elements of a drawing; returns those of nodes and links by id. */
  function build(nodes, links, drawn) {
    const groups = new Map();
    const [under, over] = [svg("g", { class: "links" }), svg("g", { class: "nodes" })];
    for (const link of links) {
      const route = drawn.routes.get(link.id);
      if (!route || route.length < 2) continue;
      const group = drawLink(link, route, drawn.sideways, data.network.edges.get(link.link)?.color ?? null);
      if (link.link || link.claims.length) group.addEventListener("click", () => camera.dragged || chooseLink(link));
      groups.set(link.id, group);
      under.append(group);
    }
    for (const node of nodes) {
      const at = drawn.places.get(node.id);
      if (!at) continue;
      const style = node.type === "variable" ? styleOf(data.network.nodes.get(node.id)) : {};
      const group = drawNode(node, drawn.boxes.get(node.id), at, style);
      group.addEventListener("click", () => camera.dragged || chooseNode(node));
      group.addEventListener("dblclick", () => node.variable && app.select({ n: node.variable, view: "trace" }));
      group.addEventListener("pointerenter", () => hover(node.id));
      group.addEventListener("pointerleave", () => hover(null));
      group.addEventListener("focus", () => (current = node.id));
      groups.set(node.id, group);
      over.append(group);
    }
    world.replaceChildren(under, over);
    return groups;
  }

  /** Mark what stands out, without drawing anything anew. */
  function highlight(lit, nodes) {
    const focused = new Set(nodes.filter((node) => node.focus).map((node) => node.id));
    for (const [id, group] of shown.groups) {
      const on = group.classList.contains("link") ? lit.links : lit.nodes;
      group.classList.toggle("lit", on !== null && on.has(id));
      group.classList.toggle("dim", on !== null && !on.has(id));
      group.classList.toggle("focus", focused.has(id));
    }
  }

  const styleOf = (node) => ({ background: node?.color?.background ?? (typeof node?.color === "string" ? node.color : null), border: node?.color?.border ?? null, ink: node?.font?.color ?? null });

  /** What stands out: the chosen claim's links, the chosen link, or the trace of what is selected on the map. */
  function litOf(state, nodes, links) {
    const claims = state.c ? app.together(state.c) : null;
    const chosen = claims ? links.filter((link) => link.claims.some((id) => claims.has(id))) : state.e ? links.filter((link) => link.id === state.e || link.link === state.e) : null;
    if (chosen) {
      const named = new Set(chosen.flatMap((link) => [link.from, link.to]));
      if (claims) for (const node of nodes) if (node.type === "gate" && claims.has(node.entry.claim)) named.add(node.id);
      return { links: new Set(chosen.map((link) => link.id)), nodes: named };
    }
    if (state.view === "map" && state.n && !state.dir) {
      const trace = (state.ask === "impact" || state.ask === "fall" ? impactGraph(state.n, data.answers[state.n], data.links, false) : traceGraph(state.n, data.answers[state.n], data.links)).done();
      const on = new Set([...trace.nodes.filter((node) => node.type === "variable").map((node) => node.id), ...leavesOf(data.answers[state.n].tree).map((leaf) => leaf.variable)]);
      const gated = leavesOf(data.answers[state.n].tree).map((leaf) => `${leaf.variable}>${state.n}`);
      return { nodes: on, links: new Set([...trace.links.map((link) => link.link), ...gated].filter(Boolean)) };
    }
    if (state.ask === "hangs-on" && state.view === "trace") {
      const { dominators, cut } = data.answers[app.focus()].hangs_on;
      const named = new Set([...dominators, ...cut]);
      const held = links.filter((link) => link.claims.some((id) => named.has(id)));
      return { links: new Set(held.map((link) => link.id)), nodes: new Set([...held.flatMap((link) => [link.from, link.to]), ...named, app.focus()]) };
    }
    return { links: null, nodes: null };
  }

  let near = [];

  function hover(id) {
    for (const group of near) group.classList.remove("near");
    view.classList.toggle("hovering", id !== null);
    const links = id === null ? [] : shown.links.filter((link) => link.from === id || link.to === id);
    near = [...new Set(links.flatMap((link) => [link.id, link.from, link.to]))].map((one) => shown.groups.get(one)).filter(Boolean);
    for (const group of near) group.classList.add("near");
  }

  /* ---- choosing ---- */

  function chooseNode(node) {
    if (node.type === "variable") app.select({ n: node.variable });
    else app.point(node);
  }

  function chooseLink(link) {
    if (link.link) app.select({ e: link.link });
    else if (link.claims.length) app.select({ c: link.claims[0] });
  }

  /* ---- keys: the focus moves along causes, effects and neighbours ---- */

  function rove(id, focus) {
    current = id ?? null;
    for (const node of shown.nodes) shown.groups.get(node.id)?.setAttribute("tabindex", node.id === current ? 0 : -1);
    if (focus && current) shown.groups.get(current)?.focus({ preventScroll: true });
  }

  function step(along) {
    const at = shown.places.get(current);
    if (!at) return;
    const place = (id) => shown.places.get(id);
    const across = (point) => (shown.sideways ? point.y : point.x);
    let candidates;
    if (along === "causes") candidates = shown.links.filter((link) => link.to === current).map((link) => link.from);
    else if (along === "effects") candidates = shown.links.filter((link) => link.from === current).map((link) => link.to);
    else {
      const row = (point) => Math.round(shown.sideways ? point.x : point.y);
      const side = along === "next" ? 1 : -1;
      const beside = [...shown.places].filter(([id, point]) => id !== current && (across(point) - across(at)) * side > 0);
      const same = beside.filter(([, point]) => Math.abs(row(point) - row(at)) < 12);
      candidates = (same.length ? same : beside).map(([id]) => id);
    }
    const distance = (id) => Math.hypot(place(id).x - at.x, place(id).y - at.y);
    const next = candidates.filter(place).sort((a, b) => distance(a) - distance(b))[0];
    if (!next) return;
    camera.reveal({ x: place(next).x, y: place(next).y });
    rove(next, true);
  }

  function pressed(event) {
    const state = app.state();
    const node = shown.nodes.find((one) => one.id === current);
    const toward = shown.sideways
      ? { ArrowRight: "effects", ArrowLeft: "causes", ArrowUp: "before", ArrowDown: "next" }
      : { ArrowUp: "effects", ArrowDown: "causes", ArrowLeft: "before", ArrowRight: "next" };
    const acts = {
      Enter: () => node && (chooseNode(node), app.openPanel()),
      " ": () => node && chooseNode(node),
      f: () => node?.variable && app.select({ n: node.variable, view: "trace" }),
      u: () => node?.variable && app.select({ n: node.variable, dir: "up", deg: 9 }),
      d: () => node?.variable && app.select({ n: node.variable, dir: "down", deg: 9 }),
      b: () => node?.variable && app.select({ n: node.variable, dir: "both", deg: state.deg || 1 }),
      "+": () => camera.zoom(1.25),
      "=": () => camera.zoom(1.25),
      "-": () => camera.zoom(0.8),
      ".": fit,
      "/": () => app.search(),
      "?": () => app.help(),
      Escape: () => app.up(),
    };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (toward[event.key]) step(toward[event.key]);
    else if (/^[0-9]$/.test(event.key) && node?.variable) app.select(event.key === "0" ? { dir: null } : { n: node.variable, dir: state.dir ?? "both", deg: Number(event.key) });
    else if (Object.hasOwn(acts, event.key)) acts[event.key]();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /* ---- the eye ---- */

  function fit() {
    camera.fit(shown.extent ?? extentOf(shown.places, shown.boxes));
  }

  function look() {
    const box = small.querySelector(".eye");
    small.classList.toggle("on", box !== null && camera.scale > camera.fitting(shown.extent) * 1.15); // whole, the map needs no second one
    if (box) {
      const corner = { x: -camera.x / camera.scale, y: -camera.y / camera.scale };
      for (const [key, value] of Object.entries({ x: corner.x, y: corner.y, width: camera.width / camera.scale, height: camera.height / camera.scale })) box.setAttribute(key, value.toFixed(0));
    }
    view.classList.toggle("far", camera.scale < 0.4);
  }

  function drawSmall() {
    if (shown.nodes.length <= 60) return small.replaceChildren();
    const { x, y, w, h } = shown.extent;
    small.setAttribute("viewBox", `${x - 20} ${y - 20} ${w + 40} ${h + 40}`);
    small.replaceChildren(
      ...shown.nodes.filter((node) => shown.places.has(node.id)).map((node) => {
        const [at, box] = [shown.places.get(node.id), shown.boxes.get(node.id)];
        return svg("rect", { class: node.kind, x: at.x - box.w / 2, y: at.y - box.h / 2, width: box.w, height: box.h });
      }),
      svg("rect", { class: "eye" }),
    );
  }

  small.addEventListener("pointerdown", (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(small.getScreenCTM().inverse());
    camera.pan(camera.width / 2 - (at.x * camera.scale + camera.x), camera.height / 2 - (at.y * camera.scale + camera.y));
  });

  /* ---- what stands around it ---- */

  const choices = new Map(app.applications.map((id) => [id, button("", () => app.select({ n: id, view: app.state().view === "map" ? "map" : "trace" }), "chip")]));
  const lead = make("span", "lead");
  const row = make("div", "row", [...choices.values()]);
  row.setAttribute("role", "group");
  chips.append(lead, row);

  function drawChips(state) {
    if (lead.textContent !== app.word("why-now")) lead.textContent = app.word("why-now");
    row.setAttribute("aria-label", app.word("ask"));
    for (const [id, chip] of choices) {
      const { status } = app.stands(id);
      const words = `${MARKS[status]} ${app.short(id)}`;
      // Only what says something else: to lay out the row is to lay out the whole drawing below it.
      if (chip.textContent !== words) chip.replaceChildren(make("span", status, `${MARKS[status]} `), app.short(id));
      chip.setAttribute("aria-pressed", String(app.focus() === id));
      chip.title = app.word("why-chip", { name: app.label(id) });
    }
  }

  const control = (mark, act) => button(mark, act);
  const [nearer, farther, whole, turn] = [control("+", () => camera.zoom(1.25)), control("−", () => camera.zoom(0.8)), control("⤢", fit), control("↦", () => app.select({ o: shown.sideways ? "BT" : "LR" }))];
  controls.append(nearer, farther, whole, turn);

  function drawControls() {
    for (const [name, one] of [["zoom-in", nearer], ["zoom-out", farther], ["fit", whole], ["orient", turn]]) {
      one.title = app.word(name);
      one.setAttribute("aria-label", app.word(name));
    }
    turn.textContent = shown.sideways ? "↥" : "↦";
  }

  view.addEventListener("keydown", pressed);
  view.addEventListener("click", (event) => {
    if (event.target === view && !camera.dragged && app.state().view === "map") app.select({ n: null, e: null, c: null, dir: null });
  });
  new ResizeObserver(([{ contentRect: { width, height } }]) => {
    if (!width || !height || (width === camera.width && height === camera.height)) return;
    camera.resize(width, height);
    draw();
  }).observe(frame);
  camera.resize(frame.clientWidth, frame.clientHeight);

  return {
    draw,
    fit,
    view,
    /** What is on the stage: the claims, nodes and links of the drawing. */
    shown: () => shown,
    claims: () => new Set(shown.links.flatMap((link) => link.claims).concat(shown.nodes.map((node) => node.entry?.claim).filter(Boolean))),
    focus: (id) => {
      rove(shown.nodes.some((node) => node.id === id) ? id : current, true);
    },
    /** Run `act` while the drawing stands whole in its own frame, for paper and files. */
    whole(act) {
      const before = { viewBox: view.getAttribute("viewBox"), transform: world.getAttribute("transform") };
      const { x, y, w, h } = shown.extent;
      view.setAttribute("viewBox", `${x - 12} ${y - 12} ${w + 24} ${h + 24}`);
      world.removeAttribute("transform");
      const back = () => {
        before.viewBox === null ? view.removeAttribute("viewBox") : view.setAttribute("viewBox", before.viewBox);
        world.setAttribute("transform", before.transform);
      };
      return act(view, back);
    },
  };
}
