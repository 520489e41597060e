"""The numbers of everything a reader can find wrong, CC001 to CC029.

May touch: nothing. Must not know: how the faults are found. What is wrong with a thesis that *can* be read
(CC030 and up) is the business of `causal_compute.rules`.
"""

__all__ = ["READER_RULES"]

READER_RULES: dict[str, str] = {
    "CC001": "A file is UTF-8 text without control, bidirectional, zero-width or tag characters.",
    "CC002": "A YAML file is one well-formed document.",
    "CC003": "A YAML file has no anchors, aliases, tags or merge keys.",
    "CC004": "A file is no larger, no deeper and of no more parts than a person would write.",
    "CC005": "A mapping names each key once.",
    "CC006": "A mapping has only the keys that its kind knows.",
    "CC007": "A mapping has every key that its kind requires.",
    "CC008": "A value is of the kind that its key asks for: a word, a list or a mapping, and not empty.",
    "CC009": "A value that is one of a set of words is one of them.",
    "CC010": "A number is finite, written in ASCII digits, and a range runs from low to high.",
    "CC011": "A unit is one that the package knows.",
    "CC012": "A date is a day, month, quarter, half, part of a year, year or range of these, and exists.",
    "CC013": "An id is written in a-z, 0-9 and single hyphens.",
    "CC014": "An id names one thing only.",
    "CC015": "A quote stands verbatim on its slide, white space aside.",
    "CC016": "A quote that stands twice on its slide says which by its prefix.",
    "CC017": "A quote names a slide of the thesis, and a slide names lines of the source.",
    "CC018": "Every file that a thesis needs is there.",
    "CC019": "A series or a table of offers has the header of its kind, and its rows in date order.",
    "CC020": "A word does not mix Latin letters with Cyrillic or Greek ones that look the same.",
    "CC021": "A claim has causes and a modality if, and only if, it is causal.",
    "CC022": "A thesis reads no file outside its own folder and the evidence folder beside it.",
    "CC023": "thesis.yaml names its source and its evidence folder each on a line of its own.",
    "CC024": "Every YAML or CSV file in the folder of a thesis has a name that is read.",
    "CC025": "A derived series names what it is derived from, in no circle, and its unit follows.",
}
"""Rule number -> what holds when the rule is kept. Each has a page, `docs/rules/<number>.md`."""
