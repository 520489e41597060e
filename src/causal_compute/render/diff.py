"""A difference as lines or as Markdown: the answers that changed, with what changed them; then all changes.

May touch: nothing. Must not know: how changes were found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from causal_compute.render.sides import Item, Note, Section, as_lines, as_markdown, speaker, stands
from causal_compute.render.voice import Paint, Voice, plain
from causal_compute.wording import short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from causal_compute.answers.parts import Text
    from causal_compute.comparing.changes import Aspect, Change
    from causal_compute.comparing.diff import Consequence, Diff, Shift

__all__ = ["diff_lines", "diff_markdown"]

MARKS = {"added": "+", "removed": "−", "renamed": "→", "changed": "~"}
ROLES = {"added": "met", "removed": "unmet", "renamed": "id", "changed": "unknown"}
ORDER = (
    "thesis",
    "claims",
    "variables",
    "conditions",
    "evidence",
    "observations",
    "events",
    "series",
    "offers",
    "sources",
    "slides",
    "not_claims",
)
LONGEST = 160
"""Characters of a changed text that lines show; the JSON has all."""


def diff_lines(found: Diff, language: str, *, paint: Paint = plain, columns: int = 100) -> list[str]:
    """Return the difference in lines of about `columns`."""
    voice = speaker(language, paint)
    return as_lines(_head(found, voice), list(_sections(found, voice)), voice, columns)


def diff_markdown(found: Diff, language: str) -> str:
    """Return the difference as a page without its title."""
    voice = speaker(language)
    return as_markdown(_head(found, voice), list(_sections(found, voice)))


def _head(found: Diff, voice: Voice) -> list[str]:
    states = {"before": found["before"], "after": found["after"]}
    if found["same"]:
        return [voice.say("diff-none", **states)]
    counts = found["counts"]
    parts = [voice.say(f"diff-{what}", count=counts[what]) for what in MARKS if counts[what]]  # type: ignore[literal-required]  # the keys of MARKS
    said = voice.say("diff-head", parts=voice.listed(*parts), **states)
    number = counts["answers"]
    key = "diff-no-answer" if not number else "diff-answers-one" if number == 1 else "diff-answers"
    as_of = voice.aside(voice.say("diff-as-of", as_of=found["as_of"]))
    stop = "。" if voice.language == "zh" else "."
    return [said, voice.say(key, count=number) + as_of + stop]


def _sections(found: Diff, voice: Voice) -> Iterator[Section]:
    for key, told in (("diff-answers-title", found["answers"]), ("diff-beliefs-title", found["beliefs"])):
        if told:
            yield Section(voice.say(key), [_consequence(each, found, voice) for each in told])
    for part in ORDER:
        changes = [each for each in found["changes"] if each["part"] == part]
        if changes:
            yield Section(voice.say(f"part-{part}"), [_change(each, voice) for each in changes])
    if found["asked"] or found["untried"]:
        words = [voice.say("diff-asked", asked=found["asked"])] if found["asked"] else []
        words += [voice.say("diff-untried", untried=found["untried"])] if found["untried"] else []
        yield Section(voice.joined(*words), [])


def _consequence(each: Consequence, found: Diff, voice: Voice) -> Item:
    notes: list[Note] = []
    for shift in each["shifts"]:
        notes.append(_shift(shift, voice))
        notes += _because(shift, found, voice)
    return Item("≠", f"{voice.of(each['label'])} [{each['id']}]", "binding", notes)


def _shift(shift: Shift, voice: Voice) -> Note:
    before, after = shift["before"], shift["after"]
    if shift["field"] == "exists":
        return Note(voice.say("diff-gone" if after is None else "diff-new"))
    if shift["field"] == "chain":
        way = before if after is None else after
        name = voice.say("field-chain-lost" if after is None else "field-chain-gained")
        return Note(voice.named(name, "" if way is None else voice.of(way)))
    words = f"{stands(before, voice)} → {stands(after, voice)}"
    return Note(voice.named(voice.say(f"field-{shift['field']}"), words))


def _because(shift: Shift, found: Diff, voice: Voice) -> Iterator[Note]:
    """Yield what made a field change: the changes that undo it before those that only move it."""
    if not shift["because"]:
        untold = not found["asked"] or found["untried"]
        yield Note(f"  {voice.say('diff-not-asked' if untold else 'diff-together')}", "dim")
    whole = [each for each in shift["because"] if each["how"] != "moves"]
    for each in whole or shift["because"]:
        change = _named(found["changes"][each["change"]], voice)
        yield Note(f"  ← {voice.say('diff-because-' + each['how'], change=change)}", "dim")


def _named(change: Change, voice: Voice) -> str:
    aspects = [voice.say(f"aspect-{each['name']}") for each in change["aspects"]]
    what = voice.say(f"what-{change['what']}")
    return f"[{change['id'] or change['was']}] {what}{voice.aside(voice.listed(*aspects)) if aspects else ''}"


def _change(change: Change, voice: Voice) -> Item:
    name = change["id"] or change["was"]
    if change["what"] == "renamed":
        name = f"{change['was']} → {change['id']}"
    notes = [_aspect(each, voice) for each in change["aspects"]]
    words = f"{_cut(voice.of(change['label']))} [{name}]" if change["part"] != "not_claims" else str(name)
    return Item(MARKS[change["what"]], words, ROLES[change["what"]], notes)


def _aspect(aspect: Aspect, voice: Voice) -> Note:
    words = f"{_text(aspect['before'], voice)} → {_text(aspect['after'], voice)}"
    moved = aspect["moved"]
    if moved is not None and moved["fold"] is not None and moved["fold"] != 1:
        words += voice.aside(voice.say("diff-fold", fold=short(moved["fold"])))
    return Note(voice.named(voice.say(f"aspect-{aspect['name']}"), words))


def _text(words: Text | None, voice: Voice) -> str:
    return voice.say("diff-nothing") if words is None else _cut(voice.of(words))


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
