import assert from "node:assert/strict";
import { test } from "node:test";
import { ascii85 } from "../../src/causal_compute/explorer/web/source/data.js";
import { turtleOf } from "../../src/causal_compute/explorer/web/source/turtle.js";

const decoded = (text) => [...ascii85(text)];

test("Ascii85 is read back, whatever its length", () => {
  assert.deepEqual(decoded(""), []);
  assert.deepEqual(decoded("@:E^"), [97, 98, 99]);
  assert.deepEqual(decoded("z@:E^"), [0, 0, 0, 0, 97, 98, 99]);
  assert.deepEqual(decoded("s8W-!"), [255, 255, 255, 255]);
  assert.deepEqual(decoded("!!"), [0]);
});

test("one thing comes out of a TriG text with its parts and its prefixes, and nothing that begins like it", () => {
  const trig = `@prefix cc: <urn:cc#> .
@prefix deck: <urn:deck/> .
@prefix un: <urn:un#> .

graph:thesis {
    deck:a cc:p deck:b ;
        cc:text "x" .

    deck:a.gate cc:q 1 .

    deck:ab cc:p deck:a .
}

graph:derived {
    deck:a cc:r 2 .
}
`;
  assert.equal(turtleOf(trig, "a"), `@prefix cc: <urn:cc#> .
@prefix deck: <urn:deck/> .

deck:a cc:p deck:b ;
    cc:text "x" .

deck:a.gate cc:q 1 .

deck:a cc:r 2 .
`);
});
