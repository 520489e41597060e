"""Content negotiation: which of the forms that there are a client wants most.

May touch: nothing. Must not know: HTTP frameworks, what is written in the forms.
"""

import re
from collections.abc import Iterable, Mapping

from causal_compute.endpoint.media import SYNONYMS
from causal_compute.endpoint.refusals import Refusal

__all__ = ["chosen", "language", "preferred"]

_RANGE = re.compile(r"\s*([\w!#$&^.+*-]+/[\w!#$&^.+*-]+|\*)\s*((?:;[^,]*)?)")
_WEIGHT = re.compile(r";\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*(?:;|$)", re.IGNORECASE)


def preferred(accept: str | None, offered: Iterable[str]) -> str | None:
    """Return the media type of `offered` that `accept` weighs most, None if it takes none of them.

    The most specific range decides on each type; what weighs the same goes in the order of `offered`, and
    without a header the first is taken (RFC 9110, 12.5.1). Parameters other than q are ignored.

    >>> preferred("text/*;q=0.3, text/csv, */*;q=0.1", ("application/json", "text/html", "text/csv"))
    'text/csv'
    >>> preferred("image/png", ("application/json",)) is None
    True
    """
    types = list(offered)
    if accept is None or not accept.strip():
        return types[0]
    ranges = dict(_ranges(accept))
    weights = [(_weight(ranges, each), -place, each) for place, each in enumerate(types)]
    weight, _, best = max(weights)
    return best if weight > 0 else None


def chosen(accept: str | None, named: str | None, forms: Mapping[str, str]) -> tuple[str, str]:
    """Return the form to write and the media type to call it by. `forms`: media type -> form's name.

    `named`, a form's name or media type out of the URL, goes before the header.

    Raises:
        Refusal: 400 there is no such form; 406 the header takes none of them.

    """
    if named is not None:
        name = forms.get(named, named if named in forms.values() else SYNONYMS.get(named))
        found = next((media for media, form in forms.items() if form == name), None)
        if name is None or found is None:
            ready = ", ".join(dict.fromkeys(forms.values()))
            raise Refusal(400, "no-such-format", f"there is no format {named!r} here; one of {ready}")
        return name, found
    media = preferred(accept, forms)
    if media is None:
        raise Refusal(406, "not-acceptable", f"Accept takes none of what is here: {', '.join(forms)}")
    return forms[media], media


def language(accept: str | None) -> str:
    """Return the language of the interface that an Accept-Language wants: "zh" or "en".

    >>> language("zh-CN,zh;q=0.9,en;q=0.8"), language("fr"), language(None)
    ('zh', 'en', 'en')
    """
    weights = {"zh": 0.0, "en": 0.0}
    for part in (accept or "").lower().split(","):
        tag, _, rest = part.strip().partition(";")
        name = tag.partition("-")[0]
        if name in weights:
            weights[name] = max(weights[name], _q(f";{rest}"))
    return "zh" if weights["zh"] > weights["en"] else "en"


def _ranges(accept: str) -> Iterable[tuple[str, float]]:
    for part in accept.lower().split(","):
        found = _RANGE.fullmatch(part)
        if found is not None:
            yield "*/*" if found[1] == "*" else found[1], _q(found[2])


def _q(parameters: str) -> float:
    found = _WEIGHT.search(parameters)
    return 1.0 if found is None else float(found[1])


def _weight(ranges: Mapping[str, float], media: str) -> float:
    for each in (media, f"{media.partition('/')[0]}/*", "*/*"):
        if each in ranges:
            return ranges[each]
    return 0.0
