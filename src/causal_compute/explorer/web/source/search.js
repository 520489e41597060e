/* The search box: variables by any of their names, claims by their words and quotes; an ARIA combobox.
   May touch: its own element. Must not know: what happens when something is chosen. */

import { make } from "./dom.js";

const MOST = 12;
const folded = (text) => text.normalize("NFKC").toLowerCase().trim();

/** Return what a query finds, best first: [{type: "variable"|"claim", id, matched}]. Names before words, early before late. */
export function find(query, { search, tables }) {
  const asked = folded(query);
  if (!asked) return [];
  const hits = [];
  const rank = (texts) => {
    let best = [Infinity, ""];
    for (const text of texts) {
      const at = folded(text).indexOf(asked);
      const score = at < 0 ? Infinity : at + text.length / 100;
      if (score < best[0]) best = [score, text];
    }
    return best;
  };
  for (const [id, names] of Object.entries(search)) {
    const [score, matched] = rank(names);
    if (score < Infinity) hits.push({ type: "variable", id, matched, score });
  }
  for (const [id, claim] of Object.entries(tables.claims)) {
    const [score, matched] = rank([id, claim.text.zh, claim.text.en, ...claim.quotes.flatMap((quote) => [quote.exact, quote.en ?? ""])]);
    if (score < Infinity) hits.push({ type: "claim", id, matched, score: score + 1000 });
  }
  return hits.sort((a, b) => a.score - b.score || (a.id < b.id ? -1 : 1)).slice(0, MOST);
}

/** @param {HTMLElement} host @param {object} app the page */
export function makeSearch(host, app) {
  const input = make("input");
  const list = make("ul");
  const holds = { id: "query", type: "search", autocomplete: "off", role: "combobox", "aria-expanded": "false", "aria-controls": "found", "aria-autocomplete": "list" };
  for (const [key, value] of Object.entries(holds)) input.setAttribute(key, value);
  list.id = "found";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  host.append(input, list);
  let hits = [];
  let active = -1;

  function show() {
    hits = find(input.value, app.data);
    const empty = input.value.trim() && !hits.length;
    list.replaceChildren(...hits.map((hit, at) => option(hit, at)), ...(empty ? [nothing()] : []));
    list.hidden = !hits.length && !empty;
    mark(hits.length ? 0 : -1);
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  function option({ type, id, matched }, at) {
    const of = type === "variable" ? app.kindWord(app.data.tables.variables[id].kind) : app.word("claim");
    const name = type === "variable" ? app.label(id) : app.of(app.data.tables.claims[id].text);
    const item = make("li", "", make("span", "name", name), make("span", "soft", ` ${of}${matched !== name && type === "variable" ? ` · ${matched}` : ""}`));
    item.id = `found-${at}`;
    item.setAttribute("role", "option");
    item.dataset.id = id;
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", () => choose(at));
    return item;
  }

  function nothing() {
    const item = make("li", "soft", app.word("no-match"));
    item.setAttribute("role", "option");
    item.setAttribute("aria-disabled", "true");
    item.setAttribute("aria-selected", "false");
    return item;
  }

  function mark(at) {
    active = at;
    [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === at)));
    if (at >= 0) {
      input.setAttribute("aria-activedescendant", `found-${at}`);
      list.children[at].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(at) {
    const { type, id } = hits[at];
    input.value = "";
    close();
    app.select(type === "variable" ? { n: id } : { c: id, view: "map" });
    app.toMap(id);
  }

  input.addEventListener("input", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && active >= 0 && !list.hidden) choose(active);
    else if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "ArrowDown" && hits.length) mark(Math.min(hits.length - 1, active + 1));
    else if (event.key === "ArrowUp" && hits.length) mark(Math.max(0, active - 1));
    else return;
    event.preventDefault();
  });

  return {
    focus: () => input.focus(),
    draw() {
      input.placeholder = app.word("search");
      input.setAttribute("aria-label", app.word("search"));
      list.setAttribute("aria-label", app.word("found"));
    },
  };
}
