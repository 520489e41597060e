/* The source beside the map: a slide's words, marked where claims quote them; all slides with how much is encoded.
   May touch: its own element. Must not know: the map. */

import { button, make } from "./dom.js";
import { makePlayer } from "./player.js";

const PACE = 1600; // milliseconds for a slide when the map grows

/** @param {HTMLElement} host @param {object} app the page */
export function makeSource(host, app) {
  const { slides } = app.data;

  function words(slide) {
    const chosen = app.quoted();
    const parts = [];
    let at = 0;
    for (const [start, end, claims] of slide.marks) {
      if (start > at) parts.push(slide.text.slice(at, start));
      const on = claims.some((id) => chosen.has(id));
      parts.push(button(slide.text.slice(start, end), () => app.select({ c: nextOf(claims), view: app.onStage(claims) ? app.state().view : "map" }), `mark${on ? " on" : ""}`, { "aria-pressed": String(on), title: claims.map((id) => app.of(app.data.tables.claims[id]?.text ?? { zh: id, en: id })).join("\n") }));
      at = end;
    }
    parts.push(slide.text.slice(at));
    const text = make("div", "words", parts);
    text.lang = app.data.language;
    return text;
  }

  /** A sentence that several claims quote leads from one to the next. */
  function nextOf(claims) {
    const known = claims.filter((id) => app.data.tables.claims[id]);
    return known[(known.indexOf(app.state().c) + 1) % known.length] ?? null;
  }

  function row(slide) {
    const { characters, encoded } = slide.tally;
    const share = make("meter");
    Object.assign(share, { min: 0, max: Math.max(1, characters), value: encoded });
    share.setAttribute("aria-label", app.word("covered", { encoded, characters }));
    const name = button([make("b", "", slide.id), ` ${titleOf(slide)}`], () => app.select({ slide: slide.id }), "slide-name", { "aria-current": app.state().slide === slide.id ? "true" : null });
    return make("li", "", name, share);
  }

  const titleOf = (slide) => (app.state().lang === "zh" || !slide.title_en ? slide.title : slide.title_en);

  function grow(id) {
    app.select({ grow: id, slide: id, view: "map", n: null });
  }

  const after = () => slides[slides.findIndex((slide) => slide.id === app.state().grow) + 1];
  const player = makePlayer(PACE, () => Boolean(after()) && (grow(after().id), true), () => draw());

  function play() {
    if (!player.playing()) grow((after() ?? slides[0]).id);
    player.toggle();
  }

  function draw() {
    const state = app.state();
    host.hidden = state.slide === null;
    if (host.hidden) return player.stop();
    const at = Math.max(0, slides.findIndex((slide) => slide.id === state.slide));
    const slide = slides[at];
    const { characters, encoded, left_out: left } = slide.tally;
    const to = (place) => slides[place] && (() => app.select({ slide: slides[place].id }));
    const turn = (mark, place, name) => button(mark, to(place) ?? (() => {}), "", { "aria-label": app.word(name), disabled: slides[place] ? null : "" });
    const kept = [host.scrollTop, host.contains(document.activeElement) ? [...host.querySelectorAll("button")].indexOf(document.activeElement) : -1];
    const all = make("details", "", make("summary", "", app.word("all-slides")), make("ul", "slides", slides.map(row)));
    all.open = host.querySelector("details")?.open ?? false;
    host.setAttribute("aria-label", app.word("slides-of"));
    host.replaceChildren(
      make("div", "bar", turn("‹", at - 1, "previous"), make("h2", "", `${slide.id} ${titleOf(slide)}`), turn("›", at + 1, "next"), button("×", () => (player.stop(), app.select({ slide: null, grow: null })), "", { "aria-label": app.word("close") })),
      make("p", "soft", app.word("covered", { encoded, characters }), left ? app.word("left-out", { left }) : ""),
      words(slide),
      make("p", "soft", app.word("source-hint")),
      make("div", "chips", button(player.playing() ? app.word("pause") : app.word("play"), play, "chip", { "aria-pressed": String(player.playing()) }), state.grow ? button(app.word("grown-all"), () => (player.stop(), app.select({ grow: null })), "chip") : null),
      all,
    );
    host.scrollTop = kept[0];
    if (kept[1] >= 0) host.querySelectorAll("button")[kept[1]]?.focus();
    else host.querySelector(".mark.on")?.scrollIntoView({ block: "nearest" });
  }

  return { draw };
}
