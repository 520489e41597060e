/* The query engine, in a worker that can be stopped: Oxigraph, the thesis' RDF, and nothing that could write or ask.
   Receives {engine, rdf}, then {query, form, union}; sends {ready, graphs}, {columns, rows, total, ms} or {problem, broken}.

   The engine answers in W3C formats, in its own memory, which has a limit: a million rows end in a message here,
   where as objects they would end the tab. */

import { initSync, Store } from "oxigraph/web.js";

const MOST = 1000; // rows that are sent: more than anybody reads
const MOST_TEXT = 60_000_000; // characters of results that are read at all
const GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { } }";

let store = null;

const KINDS = { uri: "iri", NamedNode: "iri", literal: "literal", Literal: "literal", bnode: "blank", BlankNode: "blank" };

/** Return a term of the results' JSON. */
function ofJson(term) {
  if (term.type === "triple") return { kind: "triple", value: ["subject", "predicate", "object"].map((part) => written(term.value[part])).join(" ") };
  return { kind: KINDS[term.type], value: term.value, language: term["xml:lang"], datatype: term.datatype };
}

function written(term) {
  if (term.type === "triple") return `<<( ${ofJson(term).value} )>>`;
  return term.type === "uri" ? `<${term.value}>` : term.type === "bnode" ? `_:${term.value}` : JSON.stringify(term.value) + (term["xml:lang"] ? `@${term["xml:lang"]}` : "");
}

/** Return a term of a graph. */
function ofGraph(term) {
  return KINDS[term.termType] ? { kind: KINDS[term.termType], value: term.value, language: term.language, datatype: term.datatype?.value } : { kind: "triple", value: String(term) };
}

function graph(query, options) {
  const columns = ["subject", "predicate", "object"];
  const found = store.query(query, options);
  return { columns, rows: found.slice(0, MOST).map((quad) => Object.fromEntries(columns.map((column) => [column, ofGraph(quad[column])]))), total: found.length };
}

function table(query, options) {
  const text = store.query(query, { ...options, results_format: "json" });
  if (text.length > MOST_TEXT) throw new RangeError("too many rows");
  const found = JSON.parse(text);
  if (!found.results) return { columns: ["ask"], rows: [{ ask: { kind: "literal", value: String(found.boolean) } }], total: 1 };
  const rows = found.results.bindings.slice(0, MOST).map((row) => Object.fromEntries(Object.entries(row).map(([column, term]) => [column, ofJson(term)])));
  return { columns: found.head.vars, rows, total: found.results.bindings.length };
}

function answer({ query, form, union }) {
  const start = performance.now();
  const found = (["CONSTRUCT", "DESCRIBE"].includes(form) ? graph : table)(query, { use_default_graph_as_union: union });
  return { ...found, ms: performance.now() - start };
}

function begin({ engine, rdf }) {
  initSync({ module: engine });
  store = new Store();
  store.load(rdf, { format: "application/trig" });
  return { ready: true, graphs: JSON.parse(store.query(GRAPHS, { results_format: "json" })).results.bindings.map(({ g }) => g.value) };
}

console.error = () => {}; // the engine's last words when it breaks: stacks that help no reader; what broke is told below

self.onmessage = ({ data }) => {
  try {
    self.postMessage(data.engine ? begin(data) : answer(data));
  } catch (error) {
    self.postMessage({ problem: String(error?.message ?? error), broken: error instanceof WebAssembly.RuntimeError || error instanceof RangeError });
  }
};
