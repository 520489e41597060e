/* What the panel says of a variable, a link or a claim: the compiled answers, in elements.
   May touch: elements it makes. Must not know: how the map is drawn. */

import { readPart } from "./data.js";
import { button, make, svg } from "./dom.js";
import { MARKS } from "./picture.js";
import { ASKS } from "./state.js";
import { pointOn } from "./timeline.js";
import { turtleOf } from "./turtle.js";

/** @param {object} app the page: {data, state(), say(), word(), label(), of(), select()} */
export function makePanel(app) {
  const { data } = app;
  const { tables, answers, tracks, beside, units } = data;
  let trig = null;
  const zh = () => app.state().lang === "zh";
  const say = app.say;
  const word = app.word;
  const of = app.of;

  const go = (id, name = "") => button(app.label(id), () => app.select({ n: id }), `go ${name}`);
  const month = (day) => (day ? day.slice(0, 7) : say("beyond-ten-years"));
  const dated = (interval) => (interval ? interval.verbatim || interval.earliest : say("not-yet"));
  const unit = (name) => (zh() ? (units[name] ?? name) : ({ 1: "", percent: "%" }[name] ?? name));
  const quantity = (value) => (Math.abs(value) >= 10000 || (value !== 0 && Math.abs(value) < 0.001) ? value.toExponential(2) : String(Number(value.toPrecision(4))));

  function figure(words) {
    const [number, ...rest] = words.split(" ");
    const named = unit(rest.join(" "));
    return named.startsWith("%") && zh() ? number + named : `${number} ${named}`.trimEnd();
  }

  function expected(when) {
    const due = when.p50 && when.p50 <= data.as_of;
    return say(due ? "due-dates" : "expected-dates", { p10: month(when.p10), p50: month(when.p50), p90: month(when.p90), until: when.data_until ?? "" });
  }

  function sourceLink(id) {
    const source = tables.sources[id] ?? beside.sources[id];
    if (!source || !/^https?:\/\//.test(source.url)) return source ? source.publisher : id;
    const anchor = make("a", "", source.publisher);
    anchor.href = source.url;
    anchor.rel = "noopener noreferrer";
    anchor.target = "_blank";
    return anchor;
  }

  const readBadge = (seen) => make("span", `badge read-${seen}`, say(seen));

  const fact = (one) => make("div", "soft", `${one.figure ? `${figure(one.figure)}, ` : ""}${of(one.text)} (${dated(one.date)}; `, sourceLink(one.source), ") ", readBadge(one.seen));

  function asks(condition) {
    if (!condition.measure) return say("no-number");
    const basis = [condition.range && say("range", { range: condition.range, basis: say(condition.basis) }), condition.in_sample && say("in-sample")];
    const comparator = { ">=": "≥", "<=": "≤" }[condition.comparator] ?? "";
    return `${say("threshold", { measure: of(condition.measure), comparator, threshold: condition.threshold, unit: unit(condition.unit) })} (${basis.filter(Boolean).join("; ")})`;
  }

  function statement(id) {
    const one = beside.statements[id];
    return make("div", `statement ${one.stance}`, make("b", "", `${{ supports: "+", contradicts: "−", qualifies: "~" }[one.stance]} ${say(one.stance)} `), of(one.text), " ", make("span", "soft", [one.figure && figure(one.figure), one.scope && of(one.scope), one.date].filter(Boolean).join("; "), " · ", sourceLink(one.source), " "), readBadge(one.seen));
  }

  /** Why a claim is believed as much as it is, group by group. */
  function steps(id) {
    const rows = beside.steps[id] ?? [];
    if (!rows.length) return null;
    return make("details", "", make("summary", "", word("why-belief")), make("ul", "", rows.map(([group, kind, stance, count, error]) => make("li", "", `${group} (${kind}) ${say(stance)} × ${count}: ${(1 - error).toFixed(2)}`))));
  }

  function claim(id, open = false) {
    const entry = tables.claims[id];
    if (!entry) return null;
    const off = app.state().off;
    const badges = make("div", "badges", [say(`layer-${entry.layer}`), entry.modality && say(`modality-${entry.modality}`), say("belief", { belief: entry.belief.toFixed(2) })].filter(Boolean).map((part) => make("span", "badge", part)), entry.slide ? button(word("slide", { id: entry.slide }), () => app.select({ c: id, slide: entry.slide }), "badge") : null, button(id, () => app.select({ c: id }), "badge id"));
    const body = make("div", `claim ${entry.layer}${app.state().c === id ? " chosen" : ""}`, make("div", "", of(entry.text)), badges);
    for (const quote of entry.quotes) {
      const words = make("blockquote", "", `“${quote.exact}”`);
      words.lang = data.language;
      body.append(words);
      if (quote.en && !zh()) body.append(make("div", "soft", quote.en));
    }
    if (entry.why) body.append(make("div", "soft", `${say("why")}: ${of(entry.why)}`));
    const said = off.includes("evidence") ? [] : (beside.claims[id] ?? []);
    if (said.length) {
      const tally = (stance) => said.filter((one) => beside.statements[one].stance === stance).length;
      const details = make("details", "", make("summary", "", `${word("beside")}: +${tally("supports")} −${tally("contradicts")} ~${tally("qualifies")}`), said.map(statement));
      details.open = open;
      body.append(details);
    }
    if (open) {
      const made = steps(id);
      if (made) body.append(made);
      body.append(make("div", "badges", button(word("copy-turtle"), () => copyTurtle(id)), button(word("copy-cite"), () => app.copy(citation(id)))));
    }
    return body;
  }

  /** A claim as Turtle that parses by itself. Read when first asked for: few readers ask. */
  async function copyTurtle(id) {
    trig ??= await readPart("rdf");
    app.copy(turtleOf(trig, id));
  }

  /** A claim as a line for a bibliography: what it says, where, in which words. */
  function citation(id) {
    const entry = tables.claims[id];
    const quotes = entry.quotes.map((quote) => `“${quote.exact}” (${quote.slide})`).join("; ");
    return `${of(data.title)}: ${of(entry.text)} [${id}, ${say(`layer-${entry.layer}`)}, ${data.as_of}] ${quotes} ${location.href.split("#")[0]}#c=${id}`;
  }

  function about(item, id) {
    item.dataset.about = id;
    return item;
  }

  function tree(node) {
    const status = app.statusOf(node);
    const head = make("span", status, `${MARKS[status]} `);
    if (node.type === "gate") {
      const words = say(node.claim ? node.op : `joint-${node.op}`, { k: node.k });
      return about(make("li", "", make("div", "", head, make("span", "gate-words", words)), node.claim ? claim(node.claim) : null, make("ul", "", node.members.map(tree))), node.claim ?? "");
    }
    if (node.type === "driver") return make("li", "", head, go(node.variable), " ", say("driver"));
    const condition = tables.conditions[node.condition];
    const today = !app.past();
    const when = node.expected && !app.state().off.includes("derived") ? expected(node.expected) : say(node.status);
    const item = make("li", "", head, go(node.variable), " ", of(condition.label), " ", make("span", status, `— ${!today ? app.dateOf(node) : node.since ? say("met-since", { date: dated(node.since) }) : when}`));
    if (today && node.binding) item.append(" ", make("span", "binding-word", `◀ ${say("binding")}`));
    item.append(make("div", "soft", asks(condition)));
    const bound = tracks.bound[node.condition];
    if (bound) item.append(chart(node.condition, bound));
    if (today && node.crossed) item.append(make("div", "soft", `${say("crossed")}: `), fact(node.crossed));
    if (today && node.fact && JSON.stringify(node.fact) !== JSON.stringify(node.crossed)) item.append(make("div", "soft", `${say("latest")}: `), fact(node.fact));
    if (!node.fact) item.append(make("div", "soft", say("no-data")));
    return about(item, node.condition);
  }

  /** The curve of a condition: the measured series, its threshold and range, the forecast's dates, the day looked at. */
  function chart(id, bound) {
    const curve = tracks.series[bound.series];
    if (!curve || !curve.points.length) return "";
    const [w, h] = [372, 92];
    const time = (day) => Date.parse(day);
    const when = app.state().off.includes("derived") ? null : tracks.expected[id];
    const ahead = when ? (when.p90 ?? when.p50 ?? when.p10) : null;
    const until = time(ahead && ahead < tracks.until ? ahead : data.as_of) + 1e10;
    const from = time(curve.points[0][0]);
    const levels = [...curve.points.map(([, value]) => value), bound.low, bound.high].filter((value) => value > 0);
    const [low, high] = [Math.log(Math.min(...levels)), Math.log(Math.max(...levels))];
    const x = (day) => 4 + ((time(day) - from) / (until - from)) * (w - 8);
    const y = (value) => h - 8 - ((Math.log(Math.max(value, 1e-12)) - low) / (high - low || 1)) * (h - 20);
    const path = curve.points.map(([day, value], at) => `${at ? `H${x(day).toFixed(1)}V` : `M${x(day).toFixed(1)} `}${y(value).toFixed(1)}`).join("");
    const day = app.state().t ?? data.as_of;
    const point = pointOn(curve.points, day);
    const value = point ? word("value", { day: point[0], value: quantity(point[1]), unit: unit(curve.unit) }) : word("no-value");
    const asked = word("threshold", { value: `${{ ">=": "≥", "<=": "≤" }[bound.comparator] ?? ""} ${quantity(bound.threshold)}`, unit: unit(curve.unit) });
    const forecast = when ? word("crossing", { p10: month(when.p10), p50: month(when.p50), p90: month(when.p90) }) : "";
    const clamp = (at) => Math.min(w - 4, Math.max(4, at));
    const picture = svg("svg", { class: "chart", viewBox: `0 0 ${w} ${h}`, role: "img", "aria-label": `${of(curve.label)}; ${value}; ${asked}${forecast ? `; ${forecast}` : ""}` },
      svg("rect", { class: "range", x: 4, width: w - 8, y: Math.min(y(bound.low), y(bound.high)), height: Math.max(1, Math.abs(y(bound.low) - y(bound.high))) }),
      svg("line", { class: "threshold", x1: 4, x2: w - 4, y1: y(bound.threshold), y2: y(bound.threshold) }),
      svg("path", { class: "curve", d: `${path}H${clamp(x(data.as_of)).toFixed(1)}` }),
      when && when.p10 ? svg("line", { class: "band", x1: clamp(x(when.p10)), x2: when.p90 ? clamp(x(when.p90)) : w - 4, y1: y(bound.threshold), y2: y(bound.threshold) }) : null,
      when && when.p50 ? svg("circle", { class: "median", cx: clamp(x(when.p50)), cy: y(bound.threshold), r: 4 }) : null,
      svg("line", { class: "cursor", x1: clamp(x(day)), x2: clamp(x(day)), y1: 2, y2: h - 4 }),
      point ? svg("circle", { class: "point", cx: clamp(x(day)), cy: y(point[1]), r: 3.5 }) : null);
    const origin = point && tables.sources[point[2]] ? [" (", sourceLink(point[2]), ")"] : null;
    return make("figure", "", picture, make("figcaption", "soft", value, origin, `; ${asked}${forecast ? `; ${forecast}` : ""}`));
  }

  function chain(one) {
    return make("div", "chain", go(one.variables[0]), one.variables.slice(1).map((to, at) => [` (${one.signs[at]})→ `, go(to)]), make("div", "soft", say("chain", { belief: one.belief.toFixed(2), sign: one.sign })));
  }

  function section(title, items) {
    const shown = items.filter(Boolean);
    return shown.length ? [make("h3", "", title), ...shown] : [];
  }

  /** The questions that can be asked of a variable, one button each. */
  function questions(id) {
    const { ask } = app.state();
    const spoken = answers[id].spoken;
    const can = ASKS.filter((one) => one === "why" || (one === "why-not" ? answers[id].tree : one === "fall" || one === "impact" ? answers[id].shocks.length : spoken[one]));
    const chips = can.map((one) => button(word(`ask-${one}`), () => app.select({ ask: one, view: "trace" }), "chip", { "aria-pressed": String(app.state().view !== "compare" && one === ask) }));
    const compare = answers[id].tree ? button(word("ask-compare"), () => app.select({ view: "compare" }), "chip", { "aria-pressed": String(app.state().view === "compare") }) : null;
    const holder = make("div", "chips", chips, compare);
    holder.setAttribute("role", "group");
    holder.setAttribute("aria-label", word("asks"));
    return holder;
  }

  const MISSING = { unmet: 0, unknown: 1, expected: 2, met: 3 };
  const missingFirst = (node) => (node && node.type === "gate" ? { ...node, members: node.members.map(missingFirst).sort((a, b) => MISSING[a.status] - MISSING[b.status]) } : node);

  function headline(id, ask) {
    const { spoken } = answers[id];
    return of(spoken[ask] ?? { "why-not": spoken.why, fall: spoken.impact }[ask] ?? spoken.why);
  }

  /** Return the head of what is said of a variable, and a function that makes the rest. */
  function variable(id) {
    return [...head(id), () => body(id)];
  }

  function head(id) {
    const answer = answers[id];
    const entry = tables.variables[id];
    const { ask } = app.state();
    const status = answer.tree ? app.stands(id).status : "";
    const past = app.past();
    return [
      make("h2", "", answer.tree ? make("span", status, `${MARKS[status]} `) : null, app.label(id)),
      make("div", "soft", `${entry.label[zh() ? "en" : "zh"]} · ${app.kindWord(entry.kind)} · `, make("code", "badge", id)),
      questions(id),
      past && answer.tree ? make("p", `then ${status}`, `${app.day()}: ${MARKS[status]} ${say(status)}${app.day() > data.as_of ? word("day-future") : ""}`) : null,
      make("p", `headline ${past ? "soft" : ask.startsWith("why") && answer.tree ? answer.status : ""}`, past ? `${word("today")}: ` : "", headline(id, ask)),
    ];
  }

  function body(id) {
    const answer = answers[id];
    const { ask } = app.state();
    const flip = { "+": "-", "-": "+", "?": "?" };
    const seen = [...new Set([...answer.chains.flatMap((one) => one.claims), ...answer.about])];
    if (ask === "impact" || ask === "fall")
      return section(word("impact"), answer.shocks.map((shock) => make("div", "shock", make("span", "sign-word", `(${ask === "fall" ? flip[shock.sign] : shock.sign}) `), go(shock.variable), " ", make("span", "soft", shock.chain.claims.join(", ")))));
    if (ask === "hangs-on") {
      const named = [...answer.hangs_on.dominators, ...answer.hangs_on.cut];
      return [...section(word("said"), [...new Set(named)].map((one) => (tables.claims[one] ? claim(one) : make("div", "", go(one))))), ...section(word("path"), answer.chains.map(chain))];
    }
    const root = ask === "why-not" ? missingFirst(answer.tree) : answer.tree;
    return [
      root ? make("ul", "tree", tree(root)) : null,
      ...section(word("path"), answer.chains.map(chain)),
      ...section(say("other-roots"), answer.other_roots.length ? [make("div", "", answer.other_roots.map((root) => go(root)))] : []),
      ...section(say("events"), answer.events.map((one) => make("div", "soft", `${dated(one.date)} ${say(one.kind)}: ${of(one.text)} · `, sourceLink(one.source)))),
      ...section(say("gaps"), answer.gaps.map((gap) => make("div", "soft", say(`gap-${gap.kind}`, { name: app.label(gap.id) })))),
      ...section(word("said"), seen.map((one) => claim(one))),
    ];
  }

  /** What is said before anything is chosen. */
  function start() {
    const tally = data.slides.reduce((sum, slide) => ({ encoded: sum.encoded + slide.tally.encoded, characters: sum.characters + slide.tally.characters }), { encoded: 0, characters: 0 });
    return [
      make("h2", "", of(data.title)),
      make("p", "", word("hint")),
      make("p", "soft", word("covered", tally)),
      ...section(word("why-now"), [make("ul", "starts", app.applications.map((id) => make("li", app.stands(id).status, `${MARKS[app.stands(id).status]} `, button(app.label(id), () => app.select({ n: id, view: "trace" }), "go"))))]),
      make("p", "soft", say("footer", { as_of: data.as_of, layers: ["thesis", "curator", "evidence"].map((one) => say(`layer-${one}`)).join(", ") })),
    ];
  }

  function link(id) {
    const one = data.links.get(id);
    return [make("h2", "", `${app.label(one.from)} (${one.sign})→ ${app.label(one.to)}`), make("div", "chain", go(one.from), " → ", go(one.to)), ...section(word("said"), one.claims.map((each) => claim(each, true)))];
  }

  function chosenClaim(id) {
    const entry = tables.claims[id];
    const joined = [...data.links.values()].filter((one) => one.claims.includes(id));
    return [make("h2", "", of(entry.text)), claim(id, true), ...section(word("path"), joined.map((one) => make("div", "chain", go(one.from), ` (${one.sign})→ `, go(one.to))))];
  }

  /** What two variables need in common, and what each needs alone. */
  function comparison(one, other) {
    const needs = (id) => new Map(leaves(answers[id].tree).filter((leaf) => leaf.type === "condition").map((leaf) => [leaf.condition, leaf]));
    const [a, b] = [needs(one), needs(other)];
    const line = ([id, leaf]) => make("div", leaf.status, `${MARKS[leaf.status]} `, app.label(leaf.variable), " ", of(tables.conditions[id].label), ` — ${leaf.since ? say("met-since", { date: dated(leaf.since) }) : leaf.expected ? expected(leaf.expected) : say(leaf.status)}`);
    const list = (found) => (found.length ? found.map(line) : [make("div", "soft", word("nothing"))]);
    return [
      make("h2", "", `${app.label(one)} · ${app.label(other)}`),
      ...[one, other].map((id) => make("p", `headline ${answers[id].status}`, make("span", "", `${MARKS[answers[id].status]} `), make("span", "said", headline(id, "why")))),
      ...section(word("shared"), list([...a].filter(([id]) => b.has(id)))),
      ...section(word("only-of", { name: app.label(one) }), list([...a].filter(([id]) => !b.has(id)))),
      ...section(word("only-of", { name: app.label(other) }), list([...b].filter(([id]) => !a.has(id)))),
    ];
  }

  function leaves(node) {
    if (!node) return [];
    return node.type === "gate" ? node.members.flatMap(leaves) : [node];
  }

  return { variable, link, chosenClaim, comparison, claim, start };
}
