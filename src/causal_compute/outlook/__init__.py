"""Dates for conditions and gates: the thesis' formulas evaluated over many futures at once.

Joins the numbers of `forecast` to the claims of a thesis. Asks no clock: `as_of` is passed, and no fact
dated later is looked at.
"""
