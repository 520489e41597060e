/* The time slider: a native range in months, a button that plays it, and what it says.
   May touch: its own element. Must not know: how conditions stand on a day. */

import { button, make } from "./dom.js";
import { makePlayer } from "./player.js";
import { changesBetween, dayOfMonth, monthOf } from "./timeline.js";

const PACE = 220; // milliseconds for a month when it plays

/** @param {HTMLElement} host @param {object} app the page */
export function makeClock(host, app) {
  const { data } = app;
  const [first, now, last] = [data.tracks.from, data.as_of, data.tracks.until].map(monthOf);
  const range = make("input");
  for (const [key, value] of Object.entries({ id: "day", type: "range", min: first, max: last, step: 1 })) range.setAttribute(key, value);
  const said = make("output", "said");
  said.htmlFor = "day";
  const player = makePlayer(PACE, () => Number(range.value) < last && (move(Number(range.value) + 1), true), () => draw());
  const play = button("▶", () => {
    if (!player.playing() && Number(range.value) >= last) move(first);
    player.toggle();
  }, "play");
  const today = button("", () => (player.stop(), app.select({ t: null })), "today");
  host.append(play, range, today, said);

  const dayOf = (month) => (month === now ? null : dayOfMonth(month));

  function move(month) {
    const before = app.day();
    const day = dayOf(month);
    app.select({ t: day });
    const { opened, closed, open } = changesBetween(before, day ?? data.as_of, app.applications, app.stands);
    const names = (ids) => ids.map(app.short).join(app.word("comma")) || "0";
    app.announce(app.word("day-said", { day: day ?? data.as_of, opened: names(opened), closed: names(closed), open: open.length }) + (day > data.as_of ? app.word("day-future") : ""));
  }

  range.addEventListener("input", () => {
    const month = Number(range.value); // before a redraw sets it back
    player.stop();
    move(month);
  });

  function draw() {
    const state = app.state();
    const day = state.t ?? data.as_of;
    range.value = monthOf(day);
    const { open } = changesBetween(day, day, app.applications, app.stands);
    const words = `${state.t ? state.t.slice(0, 7) : app.word("today")}${day > data.as_of ? app.word("forecast") : ""}`;
    said.textContent = `${words} · ${app.word("open-of", { open: open.length, all: app.applications.length })}`;
    range.setAttribute("aria-label", app.word("day"));
    range.setAttribute("aria-valuetext", said.textContent);
    play.textContent = player.playing() ? "❚❚" : "▶";
    play.setAttribute("aria-label", app.word(player.playing() ? "pause" : "play-time"));
    today.textContent = app.word("today");
    today.disabled = state.t === null;
  }

  return { draw };
}
