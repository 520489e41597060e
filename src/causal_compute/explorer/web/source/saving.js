/* The drawing as a file: SVG with its styles inside, and PNG from it. May touch: copies of elements.
   Must not know: what is drawn. */

import { download } from "./dom.js";

const KEPT = ["fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray", "opacity", "paint-order", "font-family", "font-size", "font-weight", "display", "visibility"];

/** Return a drawing as the text of an SVG file: what the style sheet says is written into each element. */
export function svgText(view, title) {
  const copy = view.cloneNode(true);
  const [from, to] = [view.querySelectorAll("*"), copy.querySelectorAll("*")];
  from.forEach((element, at) => {
    const style = getComputedStyle(element);
    for (const name of KEPT) to[at].setAttribute(name, style.getPropertyValue(name));
    for (const name of ["class", "tabindex", "role", "data-id"]) to[at].removeAttribute(name);
  });
  for (const hidden of copy.querySelectorAll('[display="none"]')) hidden.remove();
  for (const name of ["class", "tabindex", "role", "aria-roledescription"]) copy.removeAttribute(name);
  const [, , width, height] = copy.getAttribute("viewBox").split(" ");
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  const ground = document.createElementNS(copy.namespaceURI, "rect");
  const [x, y] = copy.getAttribute("viewBox").split(" ");
  for (const [key, value] of Object.entries({ x, y, width, height, fill: getComputedStyle(view).backgroundColor })) ground.setAttribute(key, value);
  const name = document.createElementNS(copy.namespaceURI, "title");
  name.textContent = title;
  copy.prepend(name, ground);
  return new XMLSerializer().serializeToString(copy);
}

export const saveSvg = (view, title, name) => download(`${name}.svg`, new Blob([svgText(view, title)], { type: "image/svg+xml" }));

/** Save a drawing as PNG, at twice its size (less where that would pass what a canvas holds). */
export async function savePng(view, title, name) {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(view, title))}`;
  await picture.decode();
  const canvas = document.createElement("canvas");
  const scale = Math.min(2, 8000 / Math.max(picture.width, picture.height));
  Object.assign(canvas, { width: picture.width * scale, height: picture.height * scale });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  download(`${name}.png`, await new Promise((done) => canvas.toBlob(done, "image/png")));
}
