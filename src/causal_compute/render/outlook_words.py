"""The interface's sentences about dates to come, in English and Chinese.

May touch: nothing. Must not know: what is forecast.
"""

__all__ = ["WORDS"]

EN = {
    "when-title": "When applications become viable, as known on {as_of}",
    "when-crossed": "Crossed",
    "when-expected": "Expected",
    "when-partly-known": "Partly known: the dates hold only if what has no data holds too",
    "when-unknown": "Unknown: no condition has data that could date it",
    "when-not-gated": "Not gated: no claim sets a critical point",
    "when-since": "since {date}",
    "when-range": "{p10} · {p50} · {p90}",
    "when-half": "from {p10}, half by {p50}",
    "when-from": "from {p10}",
    "when-beyond": "not within ten years",
    "when-never": "{share} not within ten years",
    "when-binds": "binding: {name}",
    "when-open": "no data: {names}",
    "when-lost": "{share} chance of being lost again within two years",
    "when-chart": (
        "Bars run from the 10 % to the 90 % date over the range of thresholds and all futures. ● the "
        "threshold itself was crossed, ○ median of what is expected, │ {as_of}."
    ),
    "when-head-crossed": "{name}: viable since {date}.",
    "when-head-expected": "{name}: not yet. Expected {p50} (80 %: {p10} to {p90}).",
    "when-head-late": "{name}: not yet, and by its course rather not within ten years (10 %: {p10}).",
    "when-head-never": "{name}: not yet, and by its course not within ten years.",
    "when-head-may-be": (
        "{name}: not seen yet, but the data end on {until}; by their course it was due {p50} (80 "
        "%: {p10} to {p90})."
    ),
    "when-head-partly": (
        "{name}: unknown. What can be dated is met {p50} (80 %: {p10} to {p90}), if {names} holds too."
    ),
    "when-head-unknown": "{name}: unknown. There is no public figure for {names}.",
    "when-head-not-gated": "{name}: no claim sets a critical point for it, so there is no date.",
    "when-spread": "Over the whole range of thresholds: {p10} · {p50} · {p90} (10, 50, 90 %).",
    "when-lag": "Booms have come {low}–{high} months after such a crossing: {p10} · {p50} · {p90}.",
    "when-lag-one": "Booms have come {low} months after such a crossing: {p10} · {p50} · {p90}.",
    "when-by": "Chance of being viable by",
    "when-conditions": "What it waits for",
    "when-binding-share": "decides in {share} of futures",
    "when-needs": "now {figure} ({date}); a factor of {factor} is missing",
    "when-has": "now {figure} ({date})",
    "when-until": "data until {date}",
    "when-true": "What would have to be true",
    "when-true-all": "{name} at {comparator} {threshold} {unit} by {date} for even odds",
    "when-true-never": "{name} at {comparator} {threshold} {unit}: by its course not within ten years",
    "when-true-due": "{name} at {comparator} {threshold} {unit}: by its course that was due",
    "when-other-roots": "It also stands on roots other than {root}: {names}.",
    "when-in-sample": "threshold set knowing the outcome",
    "when-footer": (
        "{samples} futures; thresholds are drawn from their ranges. Method and its record: "
        "`causal-compute backtest`."
    ),
    "whatif-title": "What if {settings} (as known on {as_of})",
    "whatif-without": "without {name}",
    "whatif-set": "Set from outside: what causes it is cut (do-operator); what it causes follows.",
    "whatif-given": "Taken as observed: its causes and their other effects are inferred, too.",
    "whatif-same": "Stay where they are: {names}.",
    "whatif-past": (
        "Crossed already, so that nothing set from {as_of} on moves them: {names}. To ask what would have "
        "moved them, add --as-of with a day before."
    ),
    "whatif-unknown": "not dated any more, and left out: {names}",
    "whatif-ties": (
        "How far a surprise passes from a cause to its effect is an assumption: half of its variance at "
        "every link. What halts and has no curve counts as slow as one future in a hundred."
    ),
    "whatif-none": "No application moves.",
    "whatif-before": "before",
    "whatif-after": "after",
    "whatif-months": "{months:+.1f} months",
    "whatif-never": "no longer within ten years",
    "whatif-again": "within ten years again",
    "tornado-title": "What moves {name} most (median date {date})",
    "tornado-none": "Nothing that is looked at moves it.",
    "tornado-threshold": "threshold of {name}",
    "tornado-pace": "pace of {name}",
    "tornado-claim": "without the claim {name}",
    "tornado-legend": (
        "Each bar runs between the medians at either end: a threshold at the easy and the strict "
        "end of its range, a pace in the fastest and the slowest tenth of futures, a claim left "
        "out. ┃ is the median as it is."
    ),
    "not-within": "never",
}

ZH = {
    "when-title": "各应用何时可行（截至 {as_of} 所知）",
    "when-crossed": "已经越过",
    "when-expected": "预计",
    "when-partly-known": "部分可知：日期成立的前提，是没有数据的条件也成立",
    "when-unknown": "未知：没有一个条件有可以推算日期的数据",
    "when-not-gated": "没有门槛：没有主张给出临界点",
    "when-since": "自 {date} 起",
    "when-range": "{p10} · {p50} · {p90}",
    "when-half": "最早 {p10}，一半可能在 {p50} 前",
    "when-from": "最早 {p10}",
    "when-beyond": "十年内不会",
    "when-never": "{share} 的可能十年内不会",
    "when-binds": "关键条件：{name}",
    "when-open": "没有数据：{names}",
    "when-lost": "两年内得而复失的可能为 {share}",
    "when-chart": (
        "横条是阈值区间与所有未来里 10% 到 90% 的日期。● 阈值本身越过之日，○ 预计的中位日期，│ {as_of}。"
    ),
    "when-head-crossed": "{name}：自 {date} 起可行。",
    "when-head-expected": "{name}：还没有。预计 {p50}（80%：{p10} 至 {p90}）。",
    "when-head-late": "{name}：还没有；按其走势十年内多半不会（10%：{p10}）。",
    "when-head-never": "{name}：还没有；按其走势十年内不会。",
    "when-head-may-be": ("{name}：尚未看到，但数据止于 {until}；按其走势应在 {p50}（80%：{p10} 至 {p90}）。"),
    "when-head-partly": (
        "{name}：未知。可推算的部分在 {p50} 满足（80%：{p10} 至 {p90}），前提是{names}也成立。"
    ),
    "when-head-unknown": "{name}：未知。{names}没有公开数字。",
    "when-head-not-gated": "{name}：没有主张给它设临界点，所以没有日期。",
    "when-spread": "把阈值的整个区间算进去：{p10} · {p50} · {p90}（10%、50%、90%）。",
    "when-lag": "以往在越过之后 {low}–{high} 个月爆发：{p10} · {p50} · {p90}。",
    "when-lag-one": "以往在越过之后 {low} 个月爆发：{p10} · {p50} · {p90}。",
    "when-by": "到何时可行的概率",
    "when-conditions": "它在等什么",
    "when-binding-share": "在 {share} 的未来里由它决定",
    "when-needs": "现为 {figure}（{date}）；还差 {factor} 倍",
    "when-has": "现为 {figure}（{date}）",
    "when-until": "数据止于 {date}",
    "when-true": "要成立什么",
    "when-true-all": "{name}须在 {date} 前达到 {comparator} {threshold} {unit}，才有一半可能",
    "when-true-never": "{name}须达到 {comparator} {threshold} {unit}；按其走势十年内不会",
    "when-true-due": "{name}须达到 {comparator} {threshold} {unit}；按其走势本该已经达到",
    "when-other-roots": "它还立在{root}以外的根上：{names}。",
    "when-in-sample": "定阈值时已知结果",
    "when-footer": "{samples} 种未来；阈值从其区间抽取。方法及其成绩：`causal-compute backtest`。",
    "whatif-title": "假如 {settings}（截至 {as_of} 所知）",
    "whatif-without": "去掉 {name}",
    "whatif-set": "由外部设定：切断它的原因（do 算子），它的结果随之变化。",
    "whatif-given": "当作观察到的：它的原因及其别的结果也随之推断。",
    "whatif-same": "不受影响：{names}。",
    "whatif-past": (
        "早已越过，{as_of} 起再设定什么也移动不了：{names}。"
        "要问当初什么会移动它们，请加 --as-of 和更早的日期。"
    ),
    "whatif-unknown": "不再有数据可推算、因而未计入：{names}",
    "whatif-ties": (
        "意外由因及果能传多远是一个假设：每一环传过一半的方差。"
        "停止而没有曲线的，按一百个未来里最慢的那一个算。"
    ),
    "whatif-none": "没有应用移动。",
    "whatif-before": "之前",
    "whatif-after": "之后",
    "whatif-months": "{months:+.1f} 个月",
    "whatif-never": "十年内不再可行",
    "whatif-again": "又能在十年内可行",
    "tornado-title": "什么最能移动{name}（中位日期 {date}）",
    "tornado-none": "考察的各项都移动不了它。",
    "tornado-threshold": "{name}的阈值",
    "tornado-pace": "{name}的快慢",
    "tornado-claim": "去掉主张 {name}",
    "tornado-legend": (
        "横条连接两端的中位日期：阈值取其区间的宽松端与严格端，快慢取最快与最慢的十分之一未来，"
        "主张则是去掉它。┃ 为现在的中位日期。"
    ),
    "not-within": "不会",
}

WORDS = {"en": EN, "zh": ZH}
