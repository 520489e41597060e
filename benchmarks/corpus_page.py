"""A corpus in the page: file size, and how long Chromium takes to open, search and show a part of it.

Run it with `python benchmarks/corpus_page.py [--million]`; it needs Chromium. Corpora are synthetic: links
run from earlier to later variables, mostly to near ones and to a few hubs; words come from small
vocabularies, so that texts compress about as real prose does. Targets: 100,000 claims are searched within
16 ms and a million within 80 ms; encoding a million takes about a minute.
"""

import argparse
import json
import platform
import random
import resource
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from playwright.sync_api import Browser, sync_playwright

from causal_compute.explorer.corpus import Link, Node, Parts, encode

SIZES = (20_000, 100_000, 300_000)
MILLION = 1_000_000
SEED = 20251122
MODULE = Path(__file__).parents[1] / "src/causal_compute/explorer/web/source/corpus.js"
KINDS = ("factor", "factor", "factor", "constraint", "application", "entity")
ZH = """
算力 模型 能力 推理 成本 芯片 供给 电力 资本 数据 训练 参数 规模 定律 智能体 应用 场景 用户 需求 价格
下降 临界点 带宽 内存 制程 良率 产能 机房 冷却 电网 投资 回报 收入 毛利 企业 软件 代码 医疗 教育 金融
制造 机器人 自动化 语音 视频 搜索 广告 安全 合规 监管 政策 出口 竞争 开源 闭源 生态 平台 工具 接口 延迟
"""
EN = """
compute model ability inference cost chip supply power capital data training parameter scale law agent
application scene user demand price decline threshold bandwidth memory process yield capacity centre cooling
grid investment return revenue margin enterprise software code medicine education finance manufacturing robot
automation speech video search advertising safety compliance regulation policy export competition open-source
closed ecosystem platform tool interface latency
"""
WORDS = {"zh": ZH.split(), "en": EN.split()}
VERBS = (("推动", "drives"), ("抑制", "holds back"), ("决定", "decides"), ("带来", "brings about"))

PAGE = """<!doctype html><meta charset="utf-8"><title>corpus</title>
<script type="application/json" id="corpus">{parts}</script>
<script type="module">{module}
const element = document.getElementById("corpus");
const parts = JSON.parse(element.textContent);
element.remove();
globalThis.corpus = await openCorpus(parts);
globalThis.ready = performance.now();
</script>"""

MEASURE = """() => {
  const { corpus, ready } = globalThis;
  const timed = (work) => { const start = performance.now(); work(); return performance.now() - start; };
  const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];
  const queries = ["a", "成本", "zebra", "推理成本", "grid investment", "latency robot memory", "算力"];
  const searches = queries.map((query) => median([1, 2, 3].map(() => timed(() => corpus.search(query, 20)))));
  const { nodes } = corpus.rows;
  const some = Array.from({ length: 40 }, (_, at) => Math.floor(((at + 0.5) / 40) * nodes));
  const hub = corpus.search("a", 1)[0].node;
  const contexts = [...some, hub].map((node) => timed(() => corpus.context([node])));
  const traces = some.map((node) => timed(() => corpus.trace(node, 5)));
  const paths = some.slice(0, 9).map((node) => timed(() => corpus.path(0, node)));
  const claims = timed(() => corpus.searchClaims("成本"));
  const again = median(["成本", "zebra", "grid"].map((query) => timed(() => corpus.searchClaims(query, 20))));
  return {
    ready, search: [median([...searches]), Math.max(...searches)],
    context: [median([...contexts]), Math.max(...contexts)],
    trace: [median([...traces]), Math.max(...traces)], path: [median([...paths]), Math.max(...paths)],
    ancestors: timed(() => corpus.ancestors(nodes - 1)),
    overview: timed(() => corpus.overview("source")), claims: [again, claims],
  };
}"""


def nodes(count: int) -> Iterator[Node]:
    """Yield variables with labels of two to four words."""
    roll = random.Random(SEED)  # noqa: S311 - words, not secrets
    for at in range(count):
        picked = [roll.randrange(60) for _ in range(roll.randint(2, 4))]
        zh, en = "".join(WORDS["zh"][word] for word in picked), " ".join(WORDS["en"][word] for word in picked)
        kind = "root" if at < 3 else KINDS[at % len(KINDS)]
        yield Node(id=f"v{at}", kind=kind, zh=zh, en=en)


def links(count: int, variables: list[Node]) -> Iterator[Link]:
    """Yield the links of `count` claims, 1.5 of them each; a source makes about 40 claims in a row."""
    roll = random.Random(SEED + 1)  # noqa: S311 - words, not secrets
    for at in range(count):
        effect = roll.randrange(3, len(variables))
        causes = {_cause(roll, effect) for _ in range(roll.randint(1, 2))}
        belief, verb = roll.uniform(0.3, 0.999), roll.choice(VERBS)
        zh, en = _said(roll, verb, variables[min(causes)], variables[effect])
        quote = "".join(roll.choices(WORDS["zh"], k=roll.randint(4, 12))) + "。"
        for cause in sorted(causes):
            yield Link(
                claim=f"c{at}",
                cause=variables[cause].id,
                effect=variables[effect].id,
                sign="-" if verb[1] == "holds back" else "+",
                belief=belief,
                zh=zh,
                en=en,
                quote=quote,
                source=f"document {at // 40}",
                feedback=cause > effect,
            )


def _cause(roll: random.Random, effect: int) -> int:
    chance = roll.random()
    if chance < 0.02:
        return effect + 1 if effect % 2 else effect - 1  # now and then a step back
    if chance < 0.3:
        return int(effect * roll.random() ** 4)  # a hub
    return max(0, effect - 1 - int(roll.expovariate(1 / 500)))


def _said(roll: random.Random, verb: tuple[str, str], cause: Node, effect: Node) -> tuple[str, str]:
    zh = f"{cause.zh}{verb[0]}{effect.zh}，因为{''.join(roll.choices(WORDS['zh'], k=4))}"
    en = f"{cause.en} {verb[1]} {effect.en}, because of {' '.join(roll.choices(WORDS['en'], k=5))}"
    return zh, en


class Stopped(Iterator[Link]):
    """Links, and the seconds `spent` on making them, which are not the encoder's."""

    def __init__(self, made: Iterator[Link]) -> None:
        self.made, self.spent = made, 0.0

    def __next__(self) -> Link:
        """Return the next link."""
        start = perf_counter()
        try:
            return next(self.made)
        finally:
            self.spent += perf_counter() - start


def written(parts: Parts, file: Path) -> None:
    """Write a page that only opens the corpus."""
    module = MODULE.read_text(encoding="utf-8")
    file.write_text(PAGE.format(parts=json.dumps(parts), module=module), encoding="utf-8")


def measured(browser: Browser, file: Path) -> dict[str, float | list[float]]:
    """Return milliseconds by task, [median, worst] where there are several, and the heap in MB."""
    page = browser.new_page()
    page.goto(file.as_uri())
    page.wait_for_function("globalThis.ready !== undefined", timeout=300_000)
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used = session.send("Runtime.getHeapUsage")
    heap = (used["usedSize"] + used.get("backingStorageSize", 0)) / 1e6
    found: dict[str, float | list[float]] = page.evaluate(MEASURE)
    page.close()
    return {**found, "heap": heap}


def row(browser: Browser, count: int, folder: Path) -> list[str]:
    """Return one line of the table."""
    variables = list(nodes(count // 3))
    stream = Stopped(links(count, variables))
    start = perf_counter()
    parts = encode(variables, stream, roots=[each.id for each in variables[:3]])
    encoding = perf_counter() - start - stream.spent
    made = parts["rows"]["links"]
    file = folder / f"{count}.html"
    written(parts, file)
    del parts
    found = measured(browser, file)
    tasks = ("search", "context", "trace", "path", "claims")
    pairs = [
        "/".join(f"{each:.1f}" for each in taken)
        for taken in map(found.get, tasks)
        if isinstance(taken, list)
    ]
    whole = [f"{found['ancestors']:.0f}", f"{found['overview']:.0f}", f"{found['heap']:.0f}"]
    size = f"{file.stat().st_size / 1e6:.1f}"
    sizes = [f"{count:,} / {made:,} / {len(variables):,}", size, f"{encoding:.1f}", f"{found['ready']:.0f}"]
    return [*sizes, *pairs, *whole]


def main() -> None:
    """Print the table as Markdown."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--million", action="store_true", help="also a million claims: takes minutes")
    sizes = (*SIZES, MILLION) if options.parse_args().million else SIZES
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("no Chromium: install the Debian package chromium")
    heads = ["claims / links / variables", "file MB", "encode s", "ready ms"]
    heads += [f"{task} ms" for task in ("search", "context", "trace", "path", "search claims (later/first)")]
    heads += ["ancestors ms", "overview ms", "heap MB"]
    print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for count in sizes:
            print(f"| {' | '.join(row(browser, count, Path(folder)))} |", flush=True)
        print(f"\nmedian/worst; Chromium {browser.version}; Python {platform.python_version()}; ", end="")
        browser.close()
    print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB in Python")


if __name__ == "__main__":
    main()
