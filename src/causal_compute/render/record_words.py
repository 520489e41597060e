"""The interface's sentences about back-tests and evidence, in English and Chinese.

May touch: nothing. Must not know: what was tested, or claimed.
"""

__all__ = ["WORDS"]

EN = {
    "backtest-title": "How well the forecasts would have done: {of}, as known on {as_of}",
    "backtest-about": (
        "Every three months of the past a forecast was made from what was known then, and followed for "
        "3 to 24 months. Written by `causal-compute backtest --format markdown`."
    ),
    "backtest-better": (
        "{of}: over {trials} forecasts from rolling origins the method's error (CRPS) is {crps} "
        "months, {gain} less than the best baseline's ({baseline}: {other}). Its 80 % intervals "
        "held {held} of the crossings."
    ),
    "backtest-worse": (
        "{of}: over {trials} forecasts from rolling origins the method's error (CRPS) is {crps} "
        "months, {gain} MORE than the best baseline's ({baseline}: {other}). Its 80 % intervals "
        "held {held} of the crossings."
    ),
    "backtest-still": (
        "{of}: in {trials} forecasts from rolling origins nothing was reached, so that {baseline} made no "
        "error; the method's (CRPS) is {crps} months."
    ),
    "backtest-level": (
        "{of}: in {trials} forecasts from rolling origins everything was reached on the last day of the data "
        "or not at all, so that {baseline} made no error; the method's (CRPS) is {crps} months."
    ),
    "backtest-none": (
        "{of}: too short to be tested; a forecast needs three months of data after its origin."
    ),
    "backtest-scores": "How far off",
    "backtest-scores-note": (
        "CRPS in months, the smaller the better; what had not happened is scored at the horizon of "
        "at most 24 months. Gain: how much lower than the best baseline's."
    ),
    "backtest-honesty": "How honest about it",
    "backtest-honesty-note": (
        "Share of outcomes that each interval held, over all forecasts and over those that "
        "crossed; pinball loss in months; mean error of the median over those that crossed (+ too "
        "late)."
    ),
    "backtest-factors": "By how many times better",
    "backtest-series": "By series",
    "backtest-booms": "Booms beside their gates",
    "backtest-booms-note": (
        "Lead: months from the crossing of the gate to the boom, negative where the boom came "
        "first. Foretold: the crossing as forecast twelve months before the boom from what was "
        "known then (10, 50, 90 %)."
    ),
    "backtest-what": "what",
    "backtest-n": "n",
    "backtest-crossed": "crossed",
    "backtest-gain": "gain",
    "backtest-of-crossed": "{level} of crossed",
    "backtest-pinball": "pinball",
    "backtest-late": "median",
    "backtest-overall": "all",
    "backtest-two-dimensions": "cost and score known",
    "backtest-one-dimension": "single curves",
    "backtest-chosen-on": "before 2025-02 (choosing)",
    "backtest-held-out": "since 2025-02 (held out)",
    "backtest-in-sample": "set knowing the outcome",
    "backtest-factor": "{factor} times",
    "backtest-boom-what": "application",
    "backtest-boom-seen": "boom",
    "backtest-boom-crossed": "gate crossed",
    "backtest-boom-lead": "lead",
    "backtest-boom-told": "foretold",
    "backtest-boom-verdict": "verdict",
    "backtest-lost": "What was lost",
    "backtest-won": "What was won",
    "backtest-by": "{name}: {crps} months against {other} ({baseline})",
    "baseline-method": "method",
    "baseline-none": "no change",
    "baseline-stated": "{low}-{high}x a year",
    "baseline-line": "log-linear",
    "boom-foretold": "crossed within a year before the boom",
    "boom-boom-first": "the boom came before the gate was crossed",
    "boom-long-before": "crossed more than a year before the boom",
    "boom-not-crossed": "boomed, though the gate is not crossed",
    "boom-not-dated": "boomed; the gate cannot be dated",
    "boom-no-boom": "no boom seen",
    "boom-in-sample": "in sample",
    "boom-retreat": "retreat {date}",
    "boom-failed": "an earlier boom, {date}, came to nothing",
    "boom-first": "{name} was crossed {months} months before the boom",
    "boom-unknown": "then without data: {names}",
    "audit-head": (
        "The thesis {thesis} as of {as_of}: {against} notes against it, {open} open, {holds} that hold. "
        "Notes name the claims and figures that they rest on."
    ),
    "audit-only-root": "Is the root the only root?",
    "audit-universal-claims": "Claims that say all or every",
    "audit-contradictions": "Claims that somebody contradicts",
    "audit-unsupported-hops": "Steps no sentence of the document supports",
    "audit-one-source": "Claims on one voice, or on none",
    "audit-numbers-against-each-other": "Its numbers against each other",
    "audit-numbers-against-data": "Its numbers against data",
    "audit-scopes": "Figures that do not say of what",
    "audit-forecasts": "Forecasts and their dates",
    "audit-stale-data": "Where the data end",
    "audit-falsifiers": "What would refute it",
    "supports": "supports",
    "qualifies": "qualifies",
    "contradicts": "contradicts",
    "evidence-head": (
        "{name}. Claims: {claims}. Public statements: {supports} support, {qualifies} qualify, "
        "{contradicts} contradict."
    ),
    "evidence-silent": "{count} claims without public evidence: {names}.",
    "evidence-group": "group {group}",
    "belief-why": "belief {belief}: each group errs with its rates, one side discounts the other",
    "kind-of-author": "the thesis itself",
    "kind-of-curator": "the curator",
    "kind-of-record": "public record",
    "kind-of-report": "report at second hand",
    "kind-of-computation": "own computation",
    "kind-source": "source",
    "kind-series": "series",
    "kind-offers": "offers",
    "kind-observation": "observation",
    "kind-event": "event",
    "kind-evidence": "public statement",
    "belief-rates": "How often a kind of voice is taken to err, as a whole and by accident (assumptions)",
    "provenance-facts": "Facts: {count}",
    "provenance-licence": "Licence: {licence}",
    "provenance-formula": "Computed: {formula}",
    "provenance-inputs": "From: {names}",
    "provenance-uses": "Used by: {names}",
}

ZH = {
    "backtest-title": "这些预测当初会有多准：{of}，截至 {as_of} 所知",
    "backtest-about": (
        "过去每三个月按当时所知预测一次，再看其后 3 到 24 个月。"
        "由 `causal-compute backtest --format markdown` 写成。"
    ),
    "backtest-better": (
        "{of}：从滚动起点作出的 {trials} 个预测，本方法的误差（CRPS）为 {crps} 个月，"
        "比最好的基线（{baseline}：{other}）低 {gain}。其 80% 区间覆盖了 {held} 的越过。"
    ),
    "backtest-worse": (
        "{of}：从滚动起点作出的 {trials} 个预测，本方法的误差（CRPS）为 {crps} 个月，"
        "比最好的基线（{baseline}：{other}）高出 {gain}。其 80% 区间覆盖了 {held} 的越过。"
    ),
    "backtest-still": (
        "{of}：滚动起点的 {trials} 次预测里什么都没有达到，所以{baseline}没有误差；"
        "本方法的误差（CRPS）为 {crps} 个月。"
    ),
    "backtest-level": (
        "{of}：滚动起点的 {trials} 次预测要么在数据最后一天达到，要么没有达到，所以{baseline}没有误差；"
        "本方法的误差（CRPS）为 {crps} 个月。"
    ),
    "backtest-none": "{of}：太短，无法回测；预测起点之后至少要有三个月的数据。",
    "backtest-scores": "差多远",
    "backtest-scores-note": (
        "CRPS，以月计，越小越好；尚未发生的在期限（至多 24 个月）处计分。改进：比最好的基线低多少。"
    ),
    "backtest-honesty": "区间是否诚实",
    "backtest-honesty-note": (
        "各区间实际覆盖的份额，先按全部预测，再按已越过的；分位损失以月计；"
        "中位数的平均误差按已越过的计（+ 为偏晚）。"
    ),
    "backtest-factors": "按好多少倍",
    "backtest-series": "按序列",
    "backtest-booms": "爆发与门槛对照",
    "backtest-booms-note": (
        "领先：从越过门槛到爆发的月数，负数表示爆发在先。事前预测：在爆发前十二个月，"
        "只凭当时所知预测的越过日期（10%、50%、90%）。"
    ),
    "backtest-what": "项目",
    "backtest-n": "数量",
    "backtest-crossed": "已越过",
    "backtest-gain": "改进",
    "backtest-of-crossed": "已越过的 {level}",
    "backtest-pinball": "分位损失",
    "backtest-late": "中位误差",
    "backtest-overall": "全部",
    "backtest-two-dimensions": "花费与分数都已知",
    "backtest-one-dimension": "单条曲线",
    "backtest-chosen-on": "2025-02 之前的起点（用于选定参数）",
    "backtest-held-out": "2025-02 起的起点（留出）",
    "backtest-in-sample": "定阈值时已知结果",
    "backtest-factor": "{factor} 倍",
    "backtest-boom-what": "应用",
    "backtest-boom-seen": "爆发",
    "backtest-boom-crossed": "越过门槛",
    "backtest-boom-lead": "领先",
    "backtest-boom-told": "事前预测",
    "backtest-boom-verdict": "结论",
    "backtest-lost": "输在哪里",
    "backtest-won": "赢在哪里",
    "backtest-by": "{name}：{crps} 个月，对 {other}（{baseline}）",
    "baseline-method": "本方法",
    "baseline-none": "不变",
    "baseline-stated": "每年 {low}–{high} 倍",
    "baseline-line": "对数直线",
    "boom-foretold": "爆发前一年之内越过",
    "boom-boom-first": "爆发先于越过门槛",
    "boom-long-before": "越过一年多以后才爆发",
    "boom-not-crossed": "爆发了，而门槛尚未越过",
    "boom-not-dated": "爆发了；门槛无法推算日期",
    "boom-no-boom": "没有看到爆发",
    "boom-in-sample": "已知结果",
    "boom-retreat": "{date} 退潮",
    "boom-failed": "更早的一次爆发（{date}）落空",
    "boom-first": "{name} 在爆发前 {months} 个月就已越过",
    "boom-unknown": "当时没有数据：{names}",
    "audit-head": (
        "论题 {thesis}，截至 {as_of}：不利的 {against} 条，未决的 {open} 条，站得住的 {holds} 条。"
        "各条列出所依据的主张和数字。"
    ),
    "audit-only-root": "根是不是唯一的",
    "audit-universal-claims": "说“凡”“所有”的主张",
    "audit-contradictions": "有人反对的主张",
    "audit-unsupported-hops": "原文没有说到的步骤",
    "audit-one-source": "只有一个声音、或没有声音支持的主张",
    "audit-numbers-against-each-other": "它的数字彼此对照",
    "audit-numbers-against-data": "它的数字与数据对照",
    "audit-scopes": "没有说范围的数字",
    "audit-forecasts": "预测与日期",
    "audit-stale-data": "数据止于何时",
    "audit-falsifiers": "怎样算被推翻",
    "supports": "支持",
    "qualifies": "限定",
    "contradicts": "反对",
    "evidence-head": (
        "{name}：在 {claims} 条主张上，{supports} 条陈述支持，{qualifies} 条限定，{contradicts} 条反对。"
    ),
    "evidence-silent": "{count} 条主张没有公开证据：{names}。",
    "evidence-group": "独立组 {group}",
    "belief-why": "可信度 {belief}：各组按其错误率计，反对一方抵减支持一方",
    "kind-of-author": "原文自身",
    "kind-of-curator": "编者",
    "kind-of-record": "公开记录",
    "kind-of-report": "二手转述",
    "kind-of-computation": "自行计算",
    "kind-source": "来源",
    "kind-series": "序列",
    "kind-offers": "报价",
    "kind-observation": "观察",
    "kind-event": "事件",
    "kind-evidence": "公开陈述",
    "belief-rates": "各类声音算错多少：整体的，加上 n 条陈述各自偶然的（假设）",
    "provenance-facts": "事实：{count} 条",
    "provenance-licence": "许可：{licence}",
    "provenance-formula": "算法：{formula}",
    "provenance-inputs": "取自：{names}",
    "provenance-uses": "用于：{names}",
}

WORDS = {"en": EN, "zh": ZH}
