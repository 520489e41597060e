/* What is drawn: the nodes and links that the state asks for, with how each stands and what it says.
   May touch: nothing. Must not know: coordinates, elements. */

import { gateMark, MARKS } from "./picture.js";
import { compareGraph, impactGraph, neighbourhood, traceGraph } from "./tracegraph.js";

const OPEN_KINDS = ["boom", "adoption"]; // events after which an application is no longer in retreat

export const SIDES = { a: { mark: "◁", word: "mark-left" }, b: { mark: "▷", word: "mark-right" } };

/** @param {object} app the page */
export function makeDrawing(app) {
  const { data } = app;

  /** Return the nodes and links that the state asks for and the filters let through. */
  function chosen() {
    const [state, filter] = [app.state(), app.filter()];
    const id = app.focus();
    let found;
    if (state.view === "compare" && state.to) found = compareGraph(id, state.to, data.answers, data.links).done();
    else if (state.view !== "map") found = state.ask === "impact" || state.ask === "fall" ? impactGraph(id, data.answers[id], data.links, state.ask === "fall").done() : traceGraph(id, data.answers[id], data.links).done();
    else {
      const near = id && state.dir ? neighbourhood(id, data.links, state.dir, state.deg) : null;
      const nodes = Object.keys(data.tables.variables).filter((name) => near === null || near.has(name)).map((name) => ({ id: name, type: "variable", variable: name, focus: name === id }));
      found = { nodes, links: [...data.links.values()].map((link) => ({ ...link, link: link.id })) };
    }
    const links = found.links.filter(filter.link);
    const joined = new Set(links.flatMap((link) => [link.from, link.to]));
    const grown = state.grow !== null;
    const nodes = found.nodes.filter((node) => node.focus || (filter.variable(node.variable ?? node.effect) && (state.view === "map" ? !grown || joined.has(node.id) : joined.has(node.id))));
    const kept = new Set(nodes.map((node) => node.id));
    return { nodes, links: links.filter((link) => kept.has(link.from) && kept.has(link.to)) };
  }

  /** Say of each node what it is, how it stands, and its words. */
  function dress(node) {
    const variable = data.tables.variables[node.variable];
    if (node.type === "gate") {
      const status = app.statusOf(node.entry);
      const title = `${gateMark(node.entry)} ${app.word(`gate-${node.entry.op}`, { k: node.entry.k })}`;
      return { ...node, kind: "gate", status, mark: MARKS[status], title, spoken: `${title}, ${app.say(status)}`, binding: node.entry.binding && !app.past() };
    }
    if (node.type === "condition") {
      const { status } = app.standing(node.entry);
      const title = app.of(data.tables.conditions[node.condition].label);
      const note = app.dateOf(node.entry);
      const binding = node.entry.binding && !app.past();
      return { ...node, kind: "condition", status, mark: MARKS[status], title, note: binding ? `${note} ◀ ${app.say("binding")}` : note, binding, spoken: `${title} ${binding ? `${note} ◀ ${app.say("binding")}` : note}, ${app.word("condition")}`, layer: data.tables.conditions[node.condition].layer };
    }
    const gated = data.answers[node.variable].tree !== null;
    const status = gated ? app.stands(node.variable).status : "";
    const retreated = gated && lastEvent(node.variable, app.day()) === "retreat";
    const title = app.short(node.variable);
    const note = retreated && app.state().view !== "map" ? app.say("retreat") : ""; // the map has no room for it
    const spoken = [...new Set([`${title} ${note}`.trim(), app.label(node.variable)]), app.kindWord(variable.kind), gated && app.say(status), retreated && !note && app.say("retreat"), node.sign && app.word(`sign-${node.sign}`)].filter(Boolean).join(", ");
    return { ...node, kind: variable.kind, layer: variable.layer, status, mark: gated ? MARKS[status] : "", title, note, spoken, classes: retreated ? "retreated" : "" };
  }

  function lastEvent(id, day) {
    let found = null;
    for (const [when, application, kind] of data.tracks.events) if (application === id && when <= day && (kind === "retreat" || OPEN_KINDS.includes(kind))) found = kind;
    return found;
  }

  /** Say of a node in a comparison which side alone it stands on: by sign and word as well as by colour. */
  function sided(node) {
    const side = SIDES[node.side];
    return side ? { ...node, title: `${side.mark} ${node.title}`, spoken: `${node.spoken}, ${app.word(side.word)}` } : node;
  }

  return () => {
    const { nodes, links } = chosen();
    return { nodes: nodes.map(dress).map(sided), links };
  };
}
