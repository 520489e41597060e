/* The views that are pages of words: the table of claims, the evidence behind what is on the stage.
   May touch: elements it makes. Must not know: the map. */

import { button, make } from "./dom.js";

const places = new Intl.Collator("en", { numeric: true }); // P2 before P10
const COLUMNS = ["claim", "causes", "effect", "sign", "layer", "where", "sure", "evidence"];

/** @param {object} app the page @param {object} panel what can be said of a claim */
export function makePages(app, panel) {
  const { data } = app;
  let sorted = { by: "where", down: false };

  function cellsOf(id) {
    const entry = data.tables.claims[id];
    const links = app.linksOf(id);
    const said = data.beside.claims[id] ?? [];
    const tally = (stance) => said.filter((one) => data.beside.statements[one].stance === stance).length;
    const names = (ids) => [...new Set(ids)].map(app.label).join(app.word("comma"));
    return {
      claim: app.of(entry.text),
      causes: names(links.map((link) => link.from)),
      effect: names(links.map((link) => link.to)),
      sign: [...new Set(links.map((link) => link.sign))].join(" "),
      layer: app.say(`layer-${entry.layer}`),
      where: entry.slide ?? "",
      sure: entry.belief,
      evidence: said.length ? `+${tally("supports")} −${tally("contradicts")} ~${tally("qualifies")}` : "",
    };
  }

  function table() {
    const filter = app.filter();
    const ids = Object.keys(data.tables.claims).filter(filter.claim);
    const rows = ids.map((id) => [id, cellsOf(id)]);
    const { by, down } = sorted;
    const apart = by === "where" ? (a, b) => places.compare(a.where, b.where) : (a, b) => (a[by] < b[by] ? -1 : a[by] > b[by] ? 1 : 0);
    const order = ([one, a], [other, b]) => (apart(a, b) || (one < other ? -1 : 1)) * (down ? -1 : 1);
    rows.sort((one, other) => (one[1][by] === "") - (other[1][by] === "") || order(one, other)); // what is empty comes last
    const head = make("tr", "", COLUMNS.map((column) => {
      const cell = make("th", "", button(app.word(column), () => ((sorted = { by: column, down: by === column && !down }), app.draw()), "sort"));
      cell.scope = "col";
      cell.setAttribute("aria-sort", by === column ? (down ? "descending" : "ascending") : "none");
      return cell;
    }));
    const body = rows.map(([id, cells]) => {
      const row = make("tr", app.state().c === id ? "chosen" : "", COLUMNS.map((column) => make("td", "", column === "claim" ? button(cells.claim, () => app.select({ c: id }), "plain") : column === "sure" ? cells.sure.toFixed(2) : cells[column])));
      return row;
    });
    return [make("h2", "", `${app.word("table")} `, make("span", "soft", app.word("shown", { shown: rows.length, all: filter.all }))), rows.length ? make("table", "", make("thead", "", head), make("tbody", "", body)) : nothing()];
  }

  const nothing = () => make("p", "", app.word("no-match"), " ", button(app.word("clear"), app.clear, "chip"));

  /** Every claim on the stage with its quotes and all public statements on it: to be read, and printed. */
  function evidence(claims) {
    const filter = app.filter();
    const ids = [...claims].filter((id) => data.tables.claims[id] && filter.claim(id));
    const slide = (id) => data.tables.claims[id].slide ?? "";
    ids.sort((a, b) => (slide(a) === "") - (slide(b) === "") || places.compare(slide(a), slide(b)) || (a < b ? -1 : 1)); // the curator's come last
    return [
      make("h2", "", app.word("evidence-of"), ` `, make("span", "soft", app.word("shown", { shown: ids.length, all: filter.all }))),
      ids.length ? null : nothing(),
      ...ids.map((id) => make("article", "", panel.claim(id, true), (data.beside.claims[id] ?? []).length && !app.state().off.includes("evidence") ? null : make("p", "soft", app.word("none")))),
    ];
  }

  return { table, evidence };
}
