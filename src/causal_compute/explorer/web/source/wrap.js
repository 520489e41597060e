/* Labels in lines. Widths are estimates in em, so that no font has to be measured: a wide character 1, a Latin letter half.
   `boxes.py` does the same for the map; a test holds them together. May touch: nothing. Must not know: the DOM. */

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;

/** Return the width of a text in em, two decimals. */
export function ems(text) {
  let sum = 0;
  for (const character of text) sum += WIDE.test(character) ? 100 : /[A-Zmw%@&—◁▷]/.test(character) ? 72 : /[iljtfr.,:;'|! ()[\]]/.test(character) ? 34 : 56;
  return sum / 100;
}

/** Break a text into lines of at most `most` em, where its words and characters allow. */
export function wrap(text, most) {
  const lines = [""];
  for (const piece of text.match(/[\u2e80-\uffef][，。；：、）”’》]*|[^\s\u2e80-\uffef]+\s*|\s+/g) ?? []) {
    const line = lines.at(-1);
    if (line && ems(line + piece.trimEnd()) > most) lines.push("");
    lines[lines.length - 1] += piece;
  }
  return lines.map((line) => line.trim()).filter(Boolean);
}

/**
 * Break a text into as few lines as `most` em allow, and fill them evenly.
 * @returns {string[]}
 */
export function balanced(text, most) {
  const fewest = wrap(text, most).length;
  let [low, high] = [most / 3, most];
  for (let step = 0; step < 6; step++) {
    const middle = (low + high) / 2;
    if (wrap(text, middle).length > fewest) low = middle;
    else high = middle;
  }
  return wrap(text, high);
}

/**
 * Return lines as one reads them in one go: Latin words stay apart, wide text runs on as it did before it was broken.
 * @returns {string[]}
 */
export function joinable(lines) {
  const runsOn = (line, next) => next && WIDE.test([...line].at(-1)) && WIDE.test([...next][0]);
  return lines.map((line, row) => (runsOn(line, lines[row + 1]) ? line : `${line} `));
}
