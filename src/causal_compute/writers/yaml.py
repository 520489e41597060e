"""Plain values to YAML that the readers read back as they are: no anchors, no tags, one form for one value.

May touch: nothing. Must not know: what is written.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

__all__ = ["Value", "dumped"]

Value = str | int | float | bool | Sequence["Value"] | Mapping[str, "Value"]
COLUMNS = 110


class _Dumper(yaml.SafeDumper):
    """Writes small mappings in one line, and what is used twice twice."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401, ARG002 - the library's signature
        return True


def dumped(value: Value) -> str:
    """Return `value` as a YAML document. Texts that look like numbers or dates are quoted.

    >>> print(dumped([{"id": "a", "text": {"zh": "电", "en": "no"}, "value": 60.0}]), end="")
    - id: a
      text: {zh: 电, en: 'no'}
      value: 60
    """
    written: str = yaml.dump(
        _plain(value),
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=None,
        width=COLUMNS,
    )
    return written


def _plain(value: Value) -> Value:
    """Return the value with whole numbers as such: 60, not 60.0."""
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        return int(value)
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, str):
        return str(value)  # of an enumeration's word, the word
    return value if isinstance(value, int | float) else [_plain(each) for each in value]
