"""The curves of an evidence folder: series and offers with the rows of their tables, and derived series.

May touch: the files that were read. Must not know: YAML, rules, what is measured.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from causal_compute.derivation import Inputs, NotDerivableError, derived, inputs
from causal_compute.model import Offers, Series
from causal_compute.readers.characters import decode
from causal_compute.readers.evidence_forms import Curve, Market
from causal_compute.readers.files import Files
from causal_compute.readers.findings import Desk, finding
from causal_compute.readers.tables import read_offers, read_points

__all__ = ["CurveReader"]

T = TypeVar("T")


class CurveReader:
    """Reads the tables that were declared; what is wrong goes to the findings of `files`."""

    def __init__(self, files: Files) -> None:
        self.files = files

    def series(self, curves: Iterable[Curve], offers: Mapping[str, Offers]) -> dict[str, Series]:
        """Return the series by id, each with the points of its table, or with those that are reckoned."""
        return self._derived({curve.id: self._series(curve) for curve in curves}, offers)

    def offers(self, markets: Iterable[Market]) -> dict[str, Offers]:
        """Return the offers by id, each with the rows of its table."""
        return {market.id: self._offers(market) for market in markets}

    def _series(self, curve: Curve) -> Series:
        """Return a series with the points of its table; a derived one gets its points later."""
        points = () if curve.derivation is not None else self._table("series", curve, read_points)
        return Series(
            id=curve.id,
            label=curve.label,
            unit=curve.unit,
            points=points,
            derivation=curve.derivation,
            note=curve.note,
            at=curve.at,
        )

    def _offers(self, market: Market) -> Offers:
        return Offers(
            id=market.id,
            label=market.label,
            cost_unit=market.cost_unit,
            score_unit=market.score_unit,
            offers=self._table("offers", market, read_offers),
            note=market.note,
            at=market.at,
        )

    def _table(
        self,
        folder: str,
        declared: Curve | Market,
        read: Callable[[str, Desk], tuple[T, ...]],
    ) -> tuple[T, ...]:
        name = f"evidence:{folder}/{declared.id}.csv"
        if name not in self.files.content:
            problem = f"{folder} {declared.id!r}: there is no table"
            self.files.findings.append(
                finding(declared.at, "CC018", problem, f"write {self.files.shown(name)}")
            )
            return ()
        desk = Desk(self.files.shown(name))
        text = decode(self.files.content[name], desk)
        rows = read(text, desk) if text is not None else ()
        self.files.findings += desk.findings
        return rows

    def _derived(self, series: dict[str, Series], offers: Mapping[str, Offers]) -> dict[str, Series]:
        """Return the series with the points of the derived ones reckoned, each after what it draws on."""
        ready = {name: each for name, each in series.items() if each.derivation is None}
        waiting = {name: each for name, each in series.items() if each.derivation is not None}
        if self.files.findings:
            return series  # what is not whole is not reckoned with
        while waiting:
            able = [each for each in waiting.values() if not inputs(each.derivation) & waiting.keys()]
            for each in able:
                ready[each.id] = self._reckoned(waiting.pop(each.id), ready, offers)
            if not able:
                for each in waiting.values():
                    self._underivable(each, "a circle of derived series; derive one of them from a table")
                return series
        return {name: ready[name] for name in series}

    def _reckoned(self, each: Series, ready: dict[str, Series], offers: Mapping[str, Offers]) -> Series:
        known = {name: (one.unit, one.points) for name, one in ready.items()}
        try:
            points = derived(each.derivation, each.unit, Inputs(offers, known)) if each.derivation else ()
        except NotDerivableError as err:
            self._underivable(each, str(err))
            return each
        return replace(each, points=points)

    def _underivable(self, each: Series, words: str) -> None:
        problem, _, remedy = words.partition("; ")
        self.files.findings.append(finding(each.at, "CC025", problem, remedy))
