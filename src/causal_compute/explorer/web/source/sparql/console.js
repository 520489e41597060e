/* The SPARQL console: named queries, a text, a table whose names select. The engine starts when first asked, so that
   nobody waits for it who does not ask. May touch: its own element. Must not know: the map. */

import { readBytes, readPart } from "../data.js";
import { button, make } from "../dom.js";
import { filled } from "../words.js";
import { explained, reading } from "./reading.js";
import { csv, shown } from "./terms.js";
import { WORDS } from "./words.js";

const LIMIT = 20; // seconds that a query may take
const NOTHING = { columns: [], rows: [], total: 0, ms: 0 };

const trusted = (() => {
  let policy = null; // made when first needed: a page may make one of a name only once
  return (url) => (policy ??= globalThis.trustedTypes?.createPolicy("causal-compute-worker", { createScriptURL: (own) => own }) ?? { createScriptURL: (own) => own }).createScriptURL(url);
})();

function link(address) {
  return Object.assign(make("a", "", `<${address}>`), { href: address, target: "_blank", rel: "noopener noreferrer" });
}

/**
 * @param {{worker: string, base: string, prefixes: Record<string, string>, queries: {id: string, zh: string, en: string, text: string}[]}} part
 * @param {{language: () => "zh"|"en", select: (id: string) => void, knows: (id: string) => boolean, copy: (words: string) => void}} page
 */
export function makeConsole(part, page) {
  const word = (key, fields) => filled(WORDS[page.language()][key], fields);
  const choice = make("select");
  const text = make("textarea");
  Object.assign(text, { id: "sparql", rows: 12, spellcheck: false });
  text.setAttribute("autocapitalize", "off");
  const status = make("p", "soft");
  status.setAttribute("role", "status");
  const table = make("div", "rows");
  const title = make("h2", "");
  const hint = make("p", "soft");
  const [named, query] = [make("span", ""), make("span", "")];
  const run = button("", () => ask());
  const stop = button("", () => end("stopped"), "", { disabled: "" });
  const copy = button("", () => (page.copy(csv(found.columns, found.rows)), say("copied")), "", { disabled: "" });
  const element = make("div", "sparql", title, hint, make("label", "", named, " ", choice), make("label", "", query, text), make("div", "chips", run, stop, copy), status, table);
  let worker = null;
  let graphs = []; // what FROM may name
  let timer = 0;
  let turn = 0; // a worker that comes when its turn is over was stopped while it started
  let found = NOTHING;

  text.value = part.queries[0]?.text ?? "SELECT * { ?s ?p ?o } LIMIT 20";
  choice.addEventListener("change", () => {
    const chosen = part.queries.find((one) => one.id === choice.value);
    if (chosen) text.value = chosen.text;
  });
  text.addEventListener("input", () => (choice.value = ""));
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    ask();
  });

  const say = (key, fields) => (status.textContent = word(key, fields));

  function busy(on) {
    run.disabled = on;
    stop.disabled = !on;
    copy.disabled = on || !found.rows.length;
  }

  async function begin() {
    say("starting");
    const [engine, rdf] = await Promise.all([readBytes("engine"), readPart("rdf")]);
    const place = URL.createObjectURL(new Blob([part.worker], { type: "text/javascript" }));
    let made = null;
    try {
      made = new Worker(trusted(place));
      graphs = await new Promise((done, fail) => {
        made.onmessage = ({ data }) => (data.ready ? done(data.graphs) : fail(new Error(data.problem)));
        made.onerror = (event) => fail(new Error(event.message || "worker"));
        made.postMessage({ engine, rdf }, [engine.buffer]);
      });
      return made;
    } catch (error) {
      made?.terminate();
      throw error;
    } finally {
      URL.revokeObjectURL(place);
    }
  }

  async function ask() {
    if (run.disabled) return;
    const mine = ++turn;
    found = NOTHING;
    busy(true);
    table.replaceChildren();
    try {
      const ready = worker ?? (await begin());
      if (mine !== turn) return ready.terminate();
      worker = ready;
    } catch (error) {
      if (mine === turn) finish("no-worker", { problem: error.message });
      return;
    }
    const asked = reading(text.value, part.prefixes, graphs);
    if (asked.problem) return finish(asked.problem, asked.fields);
    say("running");
    timer = setTimeout(() => end("late"), LIMIT * 1000);
    worker.onmessage = ({ data }) => {
      clearTimeout(timer);
      if (data.broken) forget(); // the engine may have lost its footing: the next query gets a fresh one
      if (data.problem) return tell(data, asked);
      found = data;
      draw();
      busy(false);
    };
    worker.postMessage({ query: asked.text, form: asked.form, union: asked.union });
  }

  function finish(key, fields) {
    busy(false);
    say(key, fields);
  }

  /** Say what is wrong and where, and put the cursor there. */
  function tell({ problem, broken }, { ahead }) {
    const place = explained(problem);
    if (!place) return broken ? finish(/call stack|recursion|out of bounds/i.test(problem) ? "deep" : "memory") : finish("problem", { problem: problem.split("\n")[0] });
    const { line, reason, words } = place;
    const column = Math.max(1, place.column - (line === 1 ? ahead : 0));
    const why = reason ? word("because", { reason }) : words.length ? word("expected", { words: words.join(", ") }) : "";
    finish("syntax", { line, column, why });
    const start = text.value.split("\n").slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
    text.focus();
    text.setSelectionRange(start, start + 1);
  }

  function forget() {
    worker?.terminate();
    worker = null;
  }

  function end(why) {
    clearTimeout(timer);
    turn++;
    forget();
    say(why, { limit: LIMIT });
    busy(false);
  }

  function cell(term) {
    const words = shown(term, part.prefixes);
    if (term?.kind !== "iri") return make("td", "", words);
    const id = term.value.startsWith(part.base) ? term.value.slice(part.base.length) : "";
    if (id && page.knows(id)) return make("td", "", button(words, () => page.select(id), "plain", { "data-id": id }));
    return make("td", "", /^<https?:/.test(words) && !id ? link(term.value) : words);
  }

  function draw() {
    const { columns, rows, total, ms } = found;
    const took = Math.max(1, Math.round(ms));
    say(!total ? "none" : total > rows.length ? "rows-cut" : "rows", { total, shown: rows.length, ms: took });
    if (!total) return;
    const heads = columns.map((column) => {
      const head = make("th", "", column);
      head.scope = "col";
      return head;
    });
    const made = make("table", "", make("caption", "soft", word("results")), make("thead", "", make("tr", "", heads)), make("tbody", "", rows.map((row) => make("tr", "", columns.map((column) => cell(row[column]))))));
    table.replaceChildren(made);
  }

  function redraw() {
    const chosen = choice.value || (text.value === part.queries[0]?.text ? part.queries[0].id : "");
    const options = [["", word("own")], ...part.queries.map((one) => [one.id, `${one.id}: ${one[page.language()]}`])];
    choice.replaceChildren(...options.map(([value, words]) => Object.assign(make("option", "", words), { value })));
    choice.value = chosen;
    title.textContent = word("title");
    hint.textContent = word("hint");
    named.textContent = word("named");
    query.textContent = word("query");
    run.textContent = word("run");
    stop.textContent = word("stop");
    copy.textContent = word("csv");
  }

  redraw();
  return { element, redraw };
}
