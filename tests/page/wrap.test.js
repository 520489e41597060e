/* The page's lines: `node --test tests/page/wrap.test.js`. tests/test_layout.py compares them with Python's. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { balanced, joinable } from "../../src/causal_compute/explorer/web/source/wrap.js";

test("broken lines read in one go as the text did before", () => {
  for (const text of ["票价不高于网约车", "agents become economically viable", "使用 GPU 训练的服务器", "one"]) {
    assert.equal(joinable(balanced(text, 4)).join("").trim(), text);
  }
});
