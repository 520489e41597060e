"""What a merge did, as lines or as Markdown: contradictions first, then what was united, renamed, set aside.

May touch: nothing. Must not know: how theses are merged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from causal_compute.render.compare import contradiction, match, perhaps
from causal_compute.render.sides import Item, Note, Section, as_lines, as_markdown, speaker
from causal_compute.render.voice import Paint, Voice, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from causal_compute.comparing.merge import Merging, Renaming
    from causal_compute.comparing.uniting import Conflict

__all__ = ["merge_lines", "merge_markdown"]


def merge_lines(found: Merging, language: str, *, paint: Paint = plain, columns: int = 100) -> list[str]:
    """Return what a merge did in lines of about `columns`."""
    voice = speaker(language, paint)
    return as_lines(_head(found, voice), list(_sections(found, voice)), voice, columns)


def merge_markdown(found: Merging, language: str) -> str:
    """Return what a merge did as a page without its title."""
    voice = speaker(language)
    return as_markdown(_head(found, voice), list(_sections(found, voice)))


def _head(found: Merging, voice: Voice) -> list[str]:
    said = [voice.say("merge-head", thesis=found["thesis"], **found["sizes"])]
    if found["same"]:
        said.append(voice.say("merge-same", count=len(found["same"])))
    said.append(voice.say("merge-written", folder=found["folder"], warnings=found["warnings"]))
    said.append(voice.say("merge-report"))
    return [f"A: {found['one']}   B: {found['other']}", voice.joined(*said)]


def _sections(found: Merging, voice: Voice) -> Iterator[Section]:
    lists = (
        ("merge-contradicted", [contradiction(each, voice) for each in found["contradicted"]]),
        ("merge-conflicts", [_conflict(each, voice) for each in found["conflicts"]]),
        ("merge-matches", [match(each, voice) for each in found["matches"]]),
        ("merge-renamed", [_renaming(each, voice) for each in found["renamed"]]),
        ("compare-perhaps", [perhaps(each, voice) for each in found["perhaps"]]),
    )
    for key, items in lists:
        if items:
            yield Section(voice.say(key), items)
    if found["feedback"]:
        yield Section(voice.say("merge-feedback", claims=voice.listed(*found["feedback"])), [])


def _renaming(each: Renaming, voice: Voice) -> Item:
    return Item("→", f"{voice.say('part-' + each['part'])}: {each['was']} → {each['id']}", "id")


def _conflict(each: Conflict, voice: Voice) -> Item:
    nothing = voice.say("diff-nothing")
    kept, aside = (
        nothing if words is None else voice.of(words) for words in (each["kept"], each["set_aside"])
    )
    where = each["id"] if each["part"] != "thesis" else voice.say("part-thesis")
    words = f"{where}: {voice.say('aspect-' + each['field'])}"
    notes = [Note(voice.say("merge-kept", kept=kept)), Note(voice.say("merge-aside", aside=aside), "dim")]
    return Item("!", words, "unknown", notes)
