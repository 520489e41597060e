/* Plays something step by step until it ends or is stopped. May touch: nothing. Must not know: what it plays. */

/**
 * @param {number} pace milliseconds between steps
 * @param {() => boolean} step does the next one, and says whether there was one
 * @param {() => void} changed is told when playing begins and ends
 */
export function makePlayer(pace, step, changed) {
  let timer = 0;

  function stop() {
    if (!timer) return;
    clearInterval(timer);
    timer = 0;
    changed();
  }

  function toggle() {
    if (timer) return stop();
    timer = setInterval(() => step() || stop(), pace);
    changed();
  }

  return { toggle, stop, playing: () => timer !== 0 };
}
