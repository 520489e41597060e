import assert from "node:assert/strict";
import { test } from "node:test";
import { explained, reading } from "../../src/causal_compute/explorer/web/source/sparql/reading.js";
import { csv, shortened, shown } from "../../src/causal_compute/explorer/web/source/sparql/terms.js";
import { WORDS } from "../../src/causal_compute/explorer/web/source/sparql/words.js";
import { WORDS as PAGE } from "../../src/causal_compute/explorer/web/source/words.js";

const prefixes = { deck: "https://x.example/deck/", slide: "https://x.example/deck/slide/", cc: "https://x.example/ns#" };

test("an IRI takes the longest prefix that leaves a plain name", () => {
  assert.equal(shortened("https://x.example/deck/slide/S04", prefixes), "slide:S04");
  assert.equal(shortened("https://x.example/deck/a.cause.1", prefixes), "deck:a.cause.1");
  assert.equal(shortened("https://x.example/deck/a/b", prefixes), "<https://x.example/deck/a/b>");
  assert.equal(shortened("urn:x", prefixes), "<urn:x>");
});

test("terms are shown by kind", () => {
  assert.equal(shown({ kind: "literal", value: "算力" }, prefixes), "算力");
  assert.equal(shown({ kind: "blank", value: "b0" }, prefixes), "_:b0");
  assert.equal(shown(undefined, prefixes), "");
});

test("CSV quotes what needs it, and leaves out what is unbound", () => {
  const rows = [{ a: { kind: "literal", value: 'x "y", z' }, b: { kind: "iri", value: "urn:x" } }, { b: { kind: "literal", value: "1\n2" } }];
  assert.equal(csv(["a", "b"], rows), 'a,b\r\n"x ""y"", z",urn:x\r\n,"1\n2"\r\n');
});

test("prefixes that a query uses and does not declare are declared, on its first line", () => {
  const text = (query) => reading(query, prefixes).text;
  assert.equal(text("SELECT * {\n ?s cc:p deck:x }"), "PREFIX cc: <https://x.example/ns#> PREFIX deck: <https://x.example/deck/> SELECT * {\n ?s cc:p deck:x }");
  assert.equal(text("PREFIX cc: <urn:own#> SELECT * { ?s cc:p ?o }"), "PREFIX cc: <urn:own#> SELECT * { ?s cc:p ?o }");
  assert.equal(text("SELECT * { ?s ?p 'cc:p' } # deck:x"), "SELECT * { ?s ?p 'cc:p' } # deck:x");
  assert.equal(reading("SELECT * { ?s cc:p ?o }", prefixes).ahead, "PREFIX cc: <https://x.example/ns#> ".length);
});

test("what a query may not say is told by name", () => {
  const problem = (query, graphs) => reading(query, prefixes, graphs).problem;
  assert.equal(problem("# nothing\n"), "empty");
  assert.equal(problem("SELCT * { }"), "form");
  assert.equal(problem("insert data { <urn:a> <urn:b> 'x' }"), "update");
  assert.equal(problem("PREFIX x: <urn:x> DELETE WHERE { ?s ?p ?o }"), "update");
  assert.equal(problem("SELECT * { SERVICE <urn:x> { } }"), "service");
  assert.equal(problem("SELECT * { ?s foaf:name ?o }"), "prefix");
  assert.equal(problem("SELECT * FROM <urn:g> { }"), "graph");
  assert.equal(problem("SELECT * FROM deck:g { }"), "graph");
  assert.equal(problem("SELECT * FROM deck:g { }", ["https://x.example/deck/g"]), undefined);
});

test("words inside strings, comments, variables, IRIs and names say nothing", () => {
  const asked = reading(`PREFIX d: <urn:FROM> SELECT ?from ?service { ?from d:service ?service ; <urn:LOAD> "SERVICE \\" DELETE", '''FROM <urn:x>''', "x"@add } # INSERT`, prefixes);
  assert.equal(asked.problem, undefined);
  assert.equal(asked.union, true);
  assert.equal(asked.form, "SELECT");
  assert.equal(reading("DESCRIBE deck:x", prefixes).form, "DESCRIBE");
  assert.equal(reading("SELECT * FROM NAMED <urn:g> { }", prefixes, ["urn:g"]).union, false);
});

test("the engine's message keeps its place, a sentence or a few words, and loses its lists of characters", () => {
  assert.deepEqual(explained(`error at 1:11: expected one of "$", "\\"", ['0'..='9'], ['A' ..= 'Z' | '\\u{FDF0}'..='\\u{FFFD}']`), { line: 1, column: 11, reason: "", words: [] });
  assert.deepEqual(explained("error at 2:5: expected OPTIONAL"), { line: 2, column: 5, reason: "", words: ["OPTIONAL"] });
  assert.equal(explained("error at 1:30: expected one of Duplicated variable name in SELECT, [_]").reason, "Duplicated variable name in SELECT");
  assert.equal(explained("unreachable"), null);
});

test("both languages have the same words", () => {
  for (const table of [WORDS, PAGE]) assert.deepEqual(Object.keys(table.zh).sort(), Object.keys(table.en).sort());
});
