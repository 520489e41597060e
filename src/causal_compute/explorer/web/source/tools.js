/* The bar: views, the source, filters, saving; and the legend below, whose keys are filters too.
   May touch: its own elements. Must not know: how things are drawn or saved. */

import { button, make } from "./dom.js";
import { SIDES } from "./drawing.js";
import { KINDS, LAYERS } from "./state.js";
import { MARKS } from "./picture.js";

/** @param {{views: HTMLElement, tools: HTMLElement, legend: HTMLElement}} hosts @param {object} app the page */
export function makeTools({ views, tools, legend }, app) {
  const pressed = (on) => ({ "aria-pressed": String(on) });

  function drawViews() {
    const state = app.state();
    views.setAttribute("aria-label", app.word("views"));
    views.replaceChildren(...app.views.map((view) => button(app.word(`view-${view}`), () => app.select({ view }), "tab", { "aria-current": state.view === view ? "page" : null })));
  }

  /** A button that opens a small sheet below it. */
  function sheet(name, content, mark) {
    const known = tools.querySelector(`.sheet.${name}`);
    const holder = make("details", `sheet ${name}`, make("summary", "", app.word(name), mark ? make("span", "count", mark) : null), make("div", "body", content));
    holder.open = known?.open ?? false;
    return holder;
  }

  const toggled = (list, one) => (list.includes(one) ? list.filter((other) => other !== one) : [...list, one].sort());

  function filters() {
    const state = app.state();
    const filter = app.filter();
    const group = (name, items) => {
      const set = make("fieldset", "", make("legend", "", app.word(name)), items);
      return set;
    };
    const layers = LAYERS.map((layer) => button(app.say(`layer-${layer}`), () => app.select({ off: toggled(state.off, layer) }), `chip layer-${layer}`, pressed(!state.off.includes(layer))));
    const belief = make("input");
    for (const [key, value] of Object.entries({ type: "range", min: 0, max: 1, step: 0.05, "aria-label": app.word("belief") })) belief.setAttribute(key, value);
    belief.value = state.conf;
    belief.addEventListener("change", () => app.select({ conf: Number(belief.value) }));
    const near = ["up", "down", "both"].map((dir) => button(app.word(`dir-${dir}`), () => app.select({ dir: state.dir === dir ? null : dir, n: state.n ?? app.data.opening.n }), "chip", pressed(state.dir === dir)));
    const degrees = [1, 2, 3, 9].map((deg) => button(String(deg), () => app.select({ deg, dir: state.dir ?? "both", n: state.n ?? app.data.opening.n }), "chip", pressed(state.dir !== null && state.deg === deg)));
    return [
      group("layers", layers),
      group("belief", [belief, make("output", "", ` ${state.conf.toFixed(2)}`)]),
      group("near", [...near, " ", ...degrees]),
      make("p", "soft", app.word("shown", { shown: filter.count(), all: filter.all })),
      button(app.word("clear"), app.clear, "chip", filter.active || state.dir ? {} : { disabled: "" }),
    ];
  }

  function more() {
    const state = app.state();
    const act = (name, doing) => button(app.word(name), doing, "item");
    return [
      act("theme", () => app.select({ theme: app.dark() ? "light" : "dark" })),
      act("save-svg", app.saveSvg),
      act("save-png", app.savePng),
      act("copy-link", () => app.copy(location.href)),
      act("print", () => window.print()),
      act("keys", app.help),
      state.t || state.o ? act("defaults", () => app.select({ t: null, o: null })) : null,
    ];
  }

  function drawTools() {
    const state = app.state();
    const focused = tools.contains(document.activeElement) ? [...tools.querySelectorAll("button, summary, input")].indexOf(document.activeElement) : -1;
    const active = app.filter().active ? "•" : "";
    tools.replaceChildren(
      button(app.word("slides"), () => app.select({ slide: state.slide === null ? app.slideOfChoice() : null, grow: null }), "", pressed(state.slide !== null)),
      sheet("filters", filters(), active),
      sheet("more", more()),
      button(app.word("language"), () => app.select({ lang: state.lang === "zh" ? "en" : "zh" }), "", { lang: state.lang === "zh" ? "en" : "zh" }),
    );
    if (focused >= 0) tools.querySelectorAll("button, summary, input")[focused]?.focus();
  }

  function drawLegend() {
    const state = app.state();
    const focused = legend.contains(document.activeElement) ? [...legend.children].indexOf(document.activeElement) : -1;
    const kinds = KINDS.filter((kind) => Object.values(app.data.tables.variables).some((one) => one.kind === kind)).map((kind) => button([make("i", kind), app.kindWord(kind)], () => app.select({ hide: toggled(state.hide, kind) }), "key", pressed(!state.hide.includes(kind))));
    const marks = ["met", "expected", "unmet", "unknown"].map((one) => make("span", one, `${MARKS[one]} ${app.say(one)}`));
    legend.replaceChildren(...kinds, ...marks, ...(state.view === "compare" ? Object.values(SIDES).map(({ mark, word }) => make("span", "", `${mark} ${app.word(word)}`)) : []), make("span", "", app.word("minus")), make("span", "", app.word("drawn-only")));
    if (focused >= 0) legend.children[focused]?.focus();
  }

  // A sheet closes when the reader goes elsewhere or presses Escape.
  document.addEventListener("pointerdown", (event) => {
    for (const one of tools.querySelectorAll("details[open]")) if (!one.contains(event.target)) one.open = false;
  });
  tools.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && event.target.closest("details[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
    event.stopPropagation();
  });

  let drawn = "";

  return {
    draw() {
      const { view, slide, off, hide, conf, grow, dir, deg, lang, theme, t, o } = app.state();
      const key = JSON.stringify([view, slide, off, hide, conf, grow, dir, deg, lang, theme, t, o, app.dark()]);
      if (key === drawn) return; // a choice on the map changes nothing here
      drawn = key;
      drawViews();
      drawTools();
      drawLegend();
    },
  };
}
