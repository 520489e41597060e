/* Elements from words: text is text, never markup. */

const SVG = "http://www.w3.org/2000/svg";

/** Make an element: make("p", "soft", "words", child, ...). Null content is left out. */
export function make(tag, name, ...content) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...content.flat(2).filter((part) => part !== null && part !== undefined && part !== false));
  return element;
}

/** Make a button that does something. */
export function button(words, act, name = "", attributes = {}) {
  const element = make("button", name, words);
  element.type = "button";
  element.addEventListener("click", act);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(key, value);
  return element;
}

/** Make an SVG element with attributes; those that are null are left out. */
export function svg(tag, attributes = {}, ...content) {
  const element = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined) element.setAttribute(key, value);
  element.append(...content.flat(2).filter((part) => part !== null && part !== undefined && part !== false));
  return element;
}

/** Offer text or a blob as a file. */
export function download(name, blob) {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(blob);
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 1000);
}
