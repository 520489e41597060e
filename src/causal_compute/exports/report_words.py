"""The words of a report, in English and Chinese: two flat tables with the same keys.

May touch: nothing. Must not know: what a report says with them.
"""

__all__ = ["REPORT_WORDS"]

REPORT_WORDS = {
    "en": {
        "counts": "{variables} variables, {conditions} conditions, {claims} claims and {evidence} statements "
        "of evidence, as known on {day}. Everything comes down to **{root}**.",
        "applications": "Applications",
        "condition": "condition",
        "asks": "critical point",
        "stands": "stands",
        "since": "since",
        "latest": "latest figure",
        "chain": "Surest chain: {chain} (belief {belief}, sign {sign}).",
        "no-chain": "No chain leads to it from the root.",
        "claims": "Claims",
        "legend": "*thesis*: the document says it; *curator*: added, with a reason. Belief is reckoned from "
        "who speaks for a claim and against it; numbers in brackets are the sources of those who do.",
        "claim": "claim",
        "kind": "kind",
        "layer": "layer",
        "belief": "belief",
        "words": "words of the document, or reason",
        "for": "for",
        "against": "against",
        "qualifies": "qualified by",
        "others": "Conditions that no application hangs on",
        "variable": "variable",
        "sources": "Sources",
    },
    "zh": {
        "counts": "{variables} 个变量、{conditions} 个条件、{claims} 条主张、{evidence} 条证据，截至 {day}。"
        "一切归结到**{root}**。",
        "applications": "应用",
        "condition": "条件",
        "asks": "临界点",
        "stands": "状态",
        "since": "自",
        "latest": "最新数字",
        "chain": "最可信的链：{chain}（可信度 {belief}，符号 {sign}）。",
        "no-chain": "没有从根出发通到它的链。",
        "claims": "主张",
        "legend": "*原文*：文档所说；*编者*：补充的，附有理由。可信度由支持与反对的声音算得；"
        "方括号里是这些声音的出处。",
        "claim": "主张",
        "kind": "类别",
        "layer": "层",
        "belief": "可信度",
        "words": "原话或理由",
        "for": "支持",
        "against": "反对",
        "qualifies": "限定",
        "others": "没有应用取决于它的条件",
        "variable": "变量",
        "sources": "出处",
    },
}
"""Every phrase by its key, in each language."""
