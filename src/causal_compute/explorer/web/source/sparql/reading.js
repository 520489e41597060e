/* Reads a query before the engine does, so that what it may not say is told in one clear line. Pure.
   May touch: nothing. Must not know: the DOM, the engine.

   No wall: the engine has no network and the page's policy forbids requests. The command line's wall is stores/guard.py. */

const FORMS = ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"];
const UPDATES = ["LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "INSERT", "DELETE", "WITH"];
const KINDS = ["space", "text", "iri", "variable", "name", "word", "rest"];
const TOKEN = /(\s+|#[^\n\r]*)|("""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')|(<[^<>"{}|^`\\\s]*>)|([?$@][\w-]+)|((?:\p{L}[\p{L}\p{N}_.-]*|_)?:(?:[\p{L}\p{N}_.:%-]|\\.)*)|(\p{L}[\p{L}\p{N}_]*)|([^])/gu;

function tokens(query) {
  const found = [];
  for (const match of query.matchAll(TOKEN)) {
    const place = match.findIndex((part, index) => index > 0 && part !== undefined);
    if (place > 1) found.push({ kind: KINDS[place - 1], text: match[0], upper: match[0].toUpperCase() });
  }
  return found;
}

/** Return the token with which the query's form begins: what stands behind its PREFIX and BASE. */
function opening(all) {
  return all.find(({ kind, upper }) => !["iri", "name", "text"].includes(kind) && !["PREFIX", "BASE", "VERSION"].includes(upper));
}

/** Return the IRIs behind FROM and FROM NAMED. */
function origins(all, known) {
  const behind = all.flatMap(({ kind, upper }, at) => (kind === "word" && upper === "FROM" ? [all[all[at + 1]?.upper === "NAMED" ? at + 2 : at + 1]] : []));
  return behind.filter(Boolean).map(({ kind, text }) => {
    if (kind === "iri") return text.slice(1, -1);
    const [prefix] = text.split(":", 1);
    return `${known[prefix] ?? ""}${text.slice(prefix.length + 1)}`;
  });
}

/**
 * Read a query. `graphs` are the IRIs that FROM may name; `prefixes` need no declaration.
 * @returns {{problem: string, fields: object} | {text: string, ahead: number, form: string, union: boolean}}
 *   `ahead` characters on the first line of `text` are not the reader's
 */
export function reading(query, prefixes, graphs = []) {
  const all = tokens(query);
  const first = opening(all);
  if (!first) return { problem: "empty", fields: {} };
  const update = all.find(({ kind, upper }) => kind === "word" && UPDATES.includes(upper));
  if (update) return { problem: "update", fields: { word: update.upper } };
  if (!FORMS.includes(first.upper)) return { problem: "form", fields: { word: first.text } };
  if (all.some(({ kind, upper }) => kind === "word" && upper === "SERVICE")) return { problem: "service", fields: {} };

  const own = {};
  all.forEach(({ upper }, at) => {
    if (upper === "PREFIX" && all[at + 2]?.kind === "iri") own[all[at + 1].text.slice(0, -1)] = all[at + 2].text.slice(1, -1);
  });
  const used = [...new Set(all.filter(({ kind }) => kind === "name").map(({ text }) => text.split(":", 1)[0]))];
  const nobody = used.find((name) => name !== "_" && !Object.hasOwn(own, name) && !Object.hasOwn(prefixes, name));
  if (nobody !== undefined) return { problem: "prefix", fields: { prefix: nobody, words: Object.keys(prefixes).map((name) => `${name}:`).join(" ") } };

  const from = origins(all, { ...prefixes, ...own });
  const absent = from.find((graph) => !graphs.includes(graph));
  if (absent !== undefined) return { problem: "graph", fields: { graph: absent, words: graphs.join(" ") } };

  const lines = used.filter((name) => Object.hasOwn(prefixes, name) && !Object.hasOwn(own, name)).map((name) => `PREFIX ${name}: <${prefixes[name]}> `);
  const ahead = lines.join(""); // on the first line, so that the engine counts the reader's lines
  return { text: ahead + query, ahead: ahead.length, form: first.upper, union: !from.length };
}

/**
 * Return what a reader can use of the engine's message: where, and a sentence or a few words; null if it names no place.
 * @returns {{line: number, column: number, reason: string, words: string[]} | null}
 */
export function explained(message) {
  const [, line, column, rest] = /error at (\d+):(\d+): ([^]*)/.exec(message) ?? [];
  if (!line) return null;
  const bare = rest.replace(/\[[^\]]*\]|"(?:[^"\\]|\\.)*"/g, "");
  const reason = /(?:^| )((?:[A-Z][a-z]+|[A-Z]+) [^,[\]]{8,})/.exec(bare.replace(/^expected (one of )?/, ""))?.[1].trim() ?? "";
  const words = [...new Set(bare.match(/\b[A-Z]{2,}\b/g) ?? [])].filter((word) => !["LATERAL", "SERVICE"].includes(word));
  return { line: Number(line), column: Number(column), reason, words: words.length > 6 ? [] : words };
}
