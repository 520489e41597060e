"""Forecasts of dates: when a curve reaches a threshold, how sure that is, and how well it would have gone.

Plain arrays of numbers, months and seeds. Nothing here knows of claims, theses or files; `outlook` joins
the numbers to a thesis.
"""
