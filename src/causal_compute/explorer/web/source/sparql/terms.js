/* RDF terms as people read them, and rows as files. Pure. May touch: nothing. Must not know: the DOM, the engine. */

/** @typedef {{kind: "iri"|"literal"|"blank"|"triple", value: string, language?: string, datatype?: string}} Term */

/** Return an IRI by the longest prefix that fits what follows it, or in angle brackets. */
export function shortened(iri, prefixes) {
  let best = null;
  for (const [name, base] of Object.entries(prefixes)) if (iri.startsWith(base) && /^[\w.-]*$/.test(iri.slice(base.length)) && (best === null || base.length > prefixes[best].length)) best = name;
  return best === null ? `<${iri}>` : `${best}:${iri.slice(prefixes[best].length)}`;
}

/** Return a term in the words of a table's cell. */
export function shown(term, prefixes) {
  if (!term) return "";
  if (term.kind === "iri") return shortened(term.value, prefixes);
  return term.kind === "blank" ? `_:${term.value}` : term.value;
}

const cell = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Return rows as CSV (RFC 4180; SPARQL 1.1 Query Results CSV: IRIs and literals bare). */
export function csv(columns, rows) {
  const bare = (term) => (!term ? "" : term.kind === "blank" ? `_:${term.value}` : term.value);
  return [columns, ...rows.map((row) => columns.map((column) => bare(row[column])))].map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}
