"""Which wind-ups would leave a theme or a duty without a home."""

from __future__ import annotations

from collections.abc import Iterator

from joinedup.engines.restructure.tables import Tables


def closing_rows(tables: Tables) -> Iterator[tuple[int, list[int]]]:
    """Of each theme and duty that wind-ups alone could leave without a home: how many may go, and of which.

    A home of a duty seats all that it requires; where none does, all who have it count. A merger keeps every seat,
    so it never takes a home away.
    """
    bodies = tables.bodies
    homes: dict[tuple[str, str], list[int]] = {}
    required: dict[str, set[str]] = {}
    for row, body in enumerate(bodies):
        for theme in body.themes:
            homes.setdefault(("theme", theme), []).append(row)
        for duty, needed in body.duties.items():
            homes.setdefault(("duty", duty), []).append(row)
            required.setdefault(duty, set()).update(needed)
    for (kind, name), holders in sorted(homes.items()):
        able = [row for row in holders if kind == "theme" or required[name] <= bodies[row].members] or holders
        if all(tables.may_close[row] for row in able):
            yield len(able) - 1, able
