/* Reads the page's data: deflated bytes as text, in a script element of their own. May touch: script elements.
   Must not know: what the data mean. */

const element = (name) => document.getElementById(`data-${name}`);

/** Return the value of a part of the page (JSON), or null where the page was built without it. */
export async function readPart(name) {
  return element(name) ? JSON.parse(await new Response(inflated(element(name).textContent)).text()) : null;
}

/** Return a part of the page as bytes. @returns {Promise<Uint8Array>} */
export async function readBytes(name) {
  return new Uint8Array(await new Response(inflated(element(name).textContent)).arrayBuffer());
}

const inflated = (text) => new Blob([ascii85(text)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));

/** Return what Ascii85 holds: five characters from "!" for four bytes, "z" for four zeros; "v" and "w" stand for "<" and "&". */
export function ascii85(text) {
  const bytes = new Uint8Array(text.length * 4 + 4);
  let [at, count, value] = [0, 0, 0];
  const put = (number, size) => {
    for (let shift = 24; shift > 24 - 8 * size; shift -= 8) bytes[at++] = number >>> shift;
  };
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place);
    if (code === 122) put(0, 4);
    else {
      value = value * 85 + (code === 118 ? 60 : code === 119 ? 38 : code) - 33;
      if (++count === 5) {
        put(value, 4);
        count = value = 0;
      }
    }
  }
  for (let rest = count; rest && rest < 5; rest++) value = value * 85 + 84;
  if (count) put(value, count - 1);
  return bytes.subarray(0, at);
}
