"""The gap over time: change, how it closed, trend, and the chance of meeting a target (reference 4.2).

- `periods`: when a period is, from its name.
- `fitting`: weighted and robust straight lines through many series at once.
- `targets`: what a target asks, as a number on the scale of the fit.
- `judging`: `trends(...)` puts them together, a `Trend` for each series.
"""
