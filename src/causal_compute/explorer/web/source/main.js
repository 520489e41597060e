"use strict";
/* The page's own code. It draws what Python computed and asks for nothing: no request, no innerHTML, no timer. */
(() => {
  /** @type {{nodes: object[], edges: object[], options: object}} */
  const graph = JSON.parse(document.getElementById("graph").textContent);
  const island = JSON.parse(document.getElementById("island").textContent);
  const { tables, answers, words, units, links, slides, as_of: asOf } = island;
  const MARKS = { met: "●", unmet: "○", unknown: "?", expected: "◐" };
  const KINDS = {
    zh: { root: "根", constraint: "约束", factor: "因素", application: "应用", entity: "对象" },
    en: { root: "root", constraint: "constraint", factor: "factor", application: "application", entity: "entity" },
  };
  const UI = {
    zh: { search: "搜索：智能体、成本、GPU …", fit: "全图", other: "English", ask: "问一问：为什么现在？", said: "原文与主张", path: "到根的路径", slide: "第 {0} 页", inferred: "虚线：编者补充", map: "因果图：根在下，应用在上", hint: "点一个节点，看它为什么成立；点一条线，看哪条主张这样说。", from: "从", to: "到" },
    en: { search: "Search: agents, cost, GPU …", fit: "Whole map", other: "中文", ask: "Ask: why now?", said: "What is said", path: "Paths to the root", slide: "slide {0}", inferred: "dashed: added by the curator", map: "Causal map: root below, applications above", hint: "Click a node to see why it holds; click a line to see which claim says so.", from: "from", to: "to" },
  };

  /** The page's state, and its permalink: #n=agent-economy&lang=en */
  const state = readHash();
  const nodes = new vis.DataSet(graph.nodes);
  const edges = new vis.DataSet(graph.edges);
  const map = document.getElementById("map");
  const panel = document.getElementById("panel");
  const network = new vis.Network(map, { nodes, edges }, graph.options);
  const original = new Map(graph.nodes.map((node) => [node.id, node]));

  function readHash() {
    const given = new URLSearchParams(location.hash.slice(1));
    const chosen = given.get("n");
    const link = given.get("e");
    return {
      n: chosen !== null && Object.hasOwn(answers, chosen) ? chosen : null,
      e: links.some((one) => one.id === link) ? link : null,
      lang: given.get("lang") === "en" ? "en" : "zh",
    };
  }

  function writeHash() {
    const kept = new URLSearchParams();
    for (const key of ["n", "e", "lang"]) if (state[key]) kept.set(key, state[key]);
    // The whole address: in a notebook's frame "#..." alone would be read as an address of the notebook.
    if (`#${kept}` !== location.hash) history.pushState(null, "", `${location.href.split("#")[0]}#${kept}`);
  }

  const say = (key, fields = {}) =>
    words[state.lang][key].replace(/\{(\w+)\}/g, (_, name) => (Object.hasOwn(fields, name) ? fields[name] : ""));
  const of = (text) => text[state.lang];
  const label = (id) => of((tables.variables[id] ?? tables.conditions[id] ?? { label: { zh: id, en: id } }).label);

  /** Make an element: make("p", "soft", "words", child, ...). Words are text, never markup. */
  function make(tag, name, ...content) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...content.filter((part) => part !== null && part !== undefined));
    return element;
  }

  function go(id) {
    const button = make("button", "", label(id));
    button.type = "button";
    button.addEventListener("click", () => select({ n: id, e: null }));
    return button;
  }

  function wrapLabel(text) {
    const lines = [""];
    for (const piece of text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*/g) ?? []) {
      if ((lines.at(-1) + piece).length > (state.lang === "zh" ? 8 : 16) && lines.at(-1)) lines.push("");
      lines[lines.length - 1] += piece;
    }
    return lines.map((line) => line.trim()).join("\n");
  }

  /** The variables and links on the way from the root to a variable: its chains and its gate. */
  function trace(id) {
    const seen = new Set([id]);
    const used = new Set();
    const join = (cause, effect) => {
      seen.add(cause);
      used.add(`${cause}>${effect}`);
    };
    for (const chain of answers[id].chains) chain.variables.slice(1).forEach((to, i) => join(chain.variables[i], to));
    (function walk(node, effect) {
      if (!node) return;
      if (node.type === "gate") node.members.forEach((member) => walk(member, effect));
      else join(node.variable, effect);
    })(answers[id].tree, id);
    return { seen, used };
  }

  /**
   * Lay a trace out by itself: the map's layers without the gaps between them, and the map's own columns drawn
   * together, so that a link that passes layers keeps beside the boxes it passed there.
   */
  function compact(seen) {
    const shown = graph.nodes.filter((node) => seen.has(node.id));
    const layers = [...new Set(shown.map((node) => node.y))].sort((a, b) => b - a);
    const places = new Map();
    const columns = [...new Set(shown.map((node) => Math.round(node.x)))].sort((a, b) => a - b);
    layers.forEach((y, depth) => {
      let free = -Infinity;
      for (const node of shown.filter((one) => one.y === y).sort((a, b) => a.x - b.x)) {
        const x = Math.max(free, (columns.indexOf(Math.round(node.x)) - (columns.length - 1) / 2) * 130);
        places.set(node.id, { x, y: -depth * 115 });
        free = x + 190;
      }
    });
    return places;
  }

  function paint() {
    const link = state.e && links.find((one) => one.id === state.e);
    const { seen, used } = state.n
      ? trace(state.n)
      : link
        ? { seen: new Set([link.from, link.to]), used: new Set([link.id]) }
        : { seen: null, used: null };
    const places = seen === null ? new Map() : compact(seen);
    nodes.update(
      [...original.values()].map((node) => {
        const on = seen === null || seen.has(node.id);
        const { x, y } = places.get(node.id) ?? node;
        const mark = tables.variables[node.id].kind === "application" ? `${MARKS[answers[node.id].status]} ` : "";
        return {
          id: node.id,
          label: wrapLabel(mark + of(tables.variables[node.id].short)),
          x,
          y,
          hidden: !on,
        };
      }),
    );
    edges.update(
      links.map((one) => ({
        id: one.id,
        hidden: used !== null && !used.has(one.id),
        width: used !== null ? 3 : 1.4,
        label: used !== null ? one.sign : undefined,
      })),
    );
    if (state.n) network.selectNodes([state.n]);
    else network.unselectAll();
  }

  function fit(all) {
    const { seen } = !all && state.n ? trace(state.n) : { seen: null };
    network.fit({ nodes: seen ? [...seen] : graph.nodes.map((node) => node.id), animation: false });
  }

  function badges(id, entry) {
    const holder = make("div", "");
    const slide = entry.slide ? UI[state.lang].slide.replace("{0}", entry.slide) : null;
    const layer = say(`layer-${entry.layer}`);
    for (const part of [layer, slide, entry.modality && say(`modality-${entry.modality}`), say("belief", { belief: entry.belief.toFixed(2) }), id])
      if (part) holder.append(make("span", "badge", part));
    return holder;
  }

  function claim(id) {
    const entry = tables.claims[id];
    if (!entry) return null;
    const holder = make("div", `claim ${entry.layer}`, make("div", "", of(entry.text)), badges(id, entry));
    for (const quote of entry.quotes) {
      const words = make("blockquote", "", `“${quote.exact}”`);
      words.lang = "zh";
      holder.append(words);
      if (quote.en && state.lang === "en") holder.append(make("div", "soft", quote.en));
      holder.append(make("div", "soft", `${quote.slide} ${slides[quote.slide] ?? ""}`));
    }
    if (entry.why) holder.append(make("div", "soft", `${say("why")}: ${of(entry.why)}`));
    return holder;
  }

  const dated = (interval) => (interval ? interval.verbatim || interval.earliest : say("not-yet"));

  const unit = (name) => (state.lang === "zh" ? units[name] ?? name : { 1: "", percent: "%" }[name] ?? name);

  function figure(words) {
    const [number, ...rest] = words.split(" ");
    const named = unit(rest.join(" "));
    return named.startsWith("%") && state.lang === "zh" ? number + named : `${number} ${named}`.trimEnd();
  }

  function expected(when) {
    const month = (day) => (day ? day.slice(0, 7) : say("beyond-ten-years"));
    const due = when.p50 && when.p50 <= asOf;
    const filled = { p10: month(when.p10), p50: month(when.p50), p90: month(when.p90), until: when.data_until ?? "" };
    return say(due ? "due-dates" : "expected-dates", filled);
  }

  function fact(one) {
    const source = tables.sources[one.source];
    const value = one.figure ? `${figure(one.figure)}, ` : "";
    const holder = make("div", "soft", `${value}${of(one.text)} (${dated(one.date)}; `);
    const name = source ? source.publisher : one.source;
    if (source && /^https?:\/\//.test(source.url)) {
      const anchor = make("a", "", name);
      anchor.href = source.url;
      anchor.rel = "noopener noreferrer";
      anchor.target = "_blank";
      holder.append(anchor);
    } else holder.append(name);
    holder.append(`, ${say(one.seen)})`);
    return holder;
  }

  function asks(condition) {
    if (!condition.measure) return say("no-number");
    const basis = [condition.range && say("range", { range: condition.range, basis: say(condition.basis) })];
    if (condition.in_sample) basis.push(say("in-sample"));
    const comparator = { ">=": "≥", "<=": "≤" }[condition.comparator] ?? "";
    const filled = { measure: of(condition.measure), comparator, threshold: condition.threshold, unit: unit(condition.unit) };
    return `${say("threshold", filled)} (${basis.filter(Boolean).join("; ")})`;
  }

  function tree(node) {
    const item = make("li", "");
    const head = make("span", node.status, `${MARKS[node.status]} `);
    if (node.type === "gate") {
      item.append(head, say(node.claim ? node.op : `joint-${node.op}`, { k: node.k }));
      if (node.claim) item.append(claim(node.claim));
      item.append(make("ul", "", ...node.members.map(tree)));
      return item;
    }
    item.append(head, go(node.variable), " ");
    if (node.type === "driver") return make("li", "", ...item.childNodes, say("driver"));
    const condition = tables.conditions[node.condition];
    item.append(of(condition.label));
    const now = node.expected ? expected(node.expected) : say(node.status);
    const since = node.since ? say("met-since", { date: dated(node.since) }) : now;
    item.append(" ", make("span", node.status, `— ${since}`));
    if (node.binding) item.append(" ", make("span", "binding", `◀ ${say("binding")}`));
    item.append(make("div", "soft", asks(condition)));
    if (node.crossed) item.append(make("div", "soft", `${say("crossed")}: `), fact(node.crossed));
    if (node.fact && JSON.stringify(node.fact) !== JSON.stringify(node.crossed))
      item.append(make("div", "soft", `${say("latest")}: `), fact(node.fact));
    if (!node.fact) item.append(make("div", "soft", say("no-data")));
    return item;
  }

  function chain(one) {
    const holder = make("div", "chain", go(one.variables[0]));
    one.variables.slice(1).forEach((to, i) => holder.append(` (${one.signs[i]})→ `, go(to)));
    holder.append(make("div", "soft", say("chain", { belief: one.belief.toFixed(2), sign: one.sign })));
    return holder;
  }

  function section(title, items) {
    const shown = items.filter(Boolean);
    return shown.length ? [make("h3", "", title), ...shown] : [];
  }

  function showVariable(id) {
    const answer = answers[id];
    const variable = tables.variables[id];
    const seen = [...new Set([...answer.chains.flatMap((one) => one.claims), ...answer.about])];
    panel.replaceChildren(
      make("h2", "", label(id)),
      make("div", "soft", variable.label[state.lang === "zh" ? "en" : "zh"]),
      make("div", "", make("span", "badge", KINDS[state.lang][variable.kind]), make("span", "badge", say(`layer-${variable.layer}`)), make("span", "badge", id)),
      make("p", `headline ${answer.tree ? answer.status : ""}`, of(answer.headline)),
      ...(answer.tree ? [make("ul", "tree", tree(answer.tree))] : []),
      ...section(UI[state.lang].path, answer.chains.map(chain)),
      ...section(say("events"), answer.events.map((one) => make("div", "soft", `${dated(one.date)} ${say(one.kind)}: ${of(one.text)}`))),
      ...section(say("gaps"), answer.gaps.map((gap) => make("div", "soft", say(`gap-${gap.kind}`, { name: label(gap.id) })))),
      ...section(UI[state.lang].said, seen.map(claim)),
    );
  }

  function showLink(link) {
    panel.replaceChildren(
      make("h2", "", `${label(link.from)} (${link.sign})→ ${label(link.to)}`),
      make("div", "chain", go(link.from), " → ", go(link.to)),
      ...section(UI[state.lang].said, link.claims.map(claim)),
    );
  }

  function showStart() {
    const applications = Object.keys(answers).filter((id) => tables.variables[id]?.kind === "application");
    const list = make("div", "asks", ...applications.map((id) => {
      const button = go(id);
      button.prepend(make("span", answers[id].status, `${MARKS[answers[id].status]} `));
      return button;
    }));
    panel.replaceChildren(
      make("h2", "", island.title[state.lang]),
      make("p", "", UI[state.lang].hint),
      make("h3", "", UI[state.lang].ask),
      list,
      make("p", "soft", say("footer", { as_of: asOf, layers: ["thesis", "curator", "evidence"].map((one) => say(`layer-${one}`)).join(", ") })),
    );
  }

  function show() {
    document.documentElement.lang = state.lang;
    document.getElementById("title").textContent = island.title[state.lang];
    document.getElementById("search").placeholder = UI[state.lang].search;
    document.getElementById("fit").textContent = UI[state.lang].fit;
    document.getElementById("language").textContent = UI[state.lang].other;
    map.setAttribute("aria-label", UI[state.lang].map);
    const legend = Object.keys(KINDS.en).map((kind) => make("span", "key", make("i", kind), KINDS[state.lang][kind]));
    const marks = ["met", "expected", "unmet", "unknown"].map((one) => make("span", one, `${MARKS[one]} ${say(one)}`));
    document.getElementById("legend").replaceChildren(...legend, ...marks, make("span", "", UI[state.lang].inferred));
    if (state.n) showVariable(state.n);
    else if (state.e) showLink(links.find((one) => one.id === state.e));
    else showStart();
    panel.scrollTop = 0;
    paint();
  }

  function select(change) {
    Object.assign(state, change);
    writeHash();
    show();
    if ("n" in change) fit(false);
  }

  const input = document.getElementById("search");
  const found = document.getElementById("found");
  let active = -1;

  function find() {
    const query = input.value.normalize("NFKC").toLowerCase().trim();
    const rank = (id) => Math.min(...island.search[id].map((name) => {
      const at = name.normalize("NFKC").toLowerCase().indexOf(query);
      return at < 0 ? Infinity : at + name.length / 100;
    }));
    const hits = query ? Object.keys(island.search).map((id) => [rank(id), id]).filter(([score]) => score < Infinity) : [];
    hits.sort((a, b) => a[0] - b[0]);
    active = hits.length ? 0 : -1;
    found.replaceChildren(...hits.slice(0, 12).map(([, id], at) => {
      const item = make("li", "", `${label(id)}  `, make("span", "soft", KINDS[state.lang][tables.variables[id].kind]));
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(at === active));
      item.dataset.id = id;
      item.addEventListener("click", () => choose(id));
      return item;
    }));
    found.hidden = !hits.length;
  }

  function choose(id) {
    input.value = "";
    found.hidden = true;
    select({ n: id, e: null });
  }

  input.addEventListener("input", find);
  input.addEventListener("keydown", (event) => {
    const items = [...found.children];
    if (event.key === "Enter" && items[active]) choose(items[active].dataset.id);
    if (event.key === "Escape") found.hidden = true;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      active = Math.max(0, Math.min(items.length - 1, active + (event.key === "ArrowDown" ? 1 : -1)));
      items.forEach((item, at) => item.setAttribute("aria-selected", String(at === active)));
      event.preventDefault();
    }
  });
  document.getElementById("fit").addEventListener("click", () => {
    select({ n: null, e: null });
    fit(true);
  });
  document.getElementById("language").addEventListener("click", () => select({ lang: state.lang === "zh" ? "en" : "zh" }));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.activeElement !== input) select({ n: null, e: null });
  });
  network.on("click", (params) => {
    if (params.nodes.length) select({ n: params.nodes[0], e: null });
    else if (params.edges.length) select({ n: null, e: params.edges[0] });
    else select({ n: null, e: null });
  });
  window.addEventListener("popstate", () => {
    Object.assign(state, readHash());
    show();
    fit(false);
  });
  show();
  fit(false);
})();
