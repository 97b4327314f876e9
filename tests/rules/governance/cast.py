"""The eight partners of the worked example, and short ways to make questions, days and bands."""

from datetime import date, timedelta
from fractions import Fraction

from joinedup import lawbook
from joinedup.rules.governance.decisions import Answer, Grade, Option, Question

PARTNERS = ("Council", "Police", "PCT", "Voluntary sector", "Chamber", "Fire", "Residents", "College")
START = date(2003, 4, 1)


def day(number):
    """The day so many days after the start."""
    return START + timedelta(number)


def answers(grades, partners=PARTNERS, **more):
    """One answer for each partner, from grades as numbers; None for one who is silent."""
    return tuple(
        Answer(partner, Grade(grade), "it harms trade" if grade == 0 else "", **(more if grade == 0 else {}))
        for partner, grade in zip(partners, grades, strict=True)
        if grade is not None
    )


def option(ref, ambition, grades, partners=PARTNERS, **more):
    """One option; the one called "status quo" is the status quo."""
    is_status_quo = ref == "status quo"
    share = None if ambition is None else Fraction(ambition)
    return Option(
        ref, ref, share, answers(grades, partners, **more), is_status_quo, "" if is_status_quo else "evidence.csv"
    )


def question(*options, partners=PARTNERS):
    """A question; a status quo that nobody has answered is added where none is given."""
    if not any(x.is_status_quo for x in options):
        options = (option("status quo", 0, (), ()), *options)
    return Question(partners, options)


def bands(check_id):
    """The lawbook's own cut-offs of a check, by measure."""
    return {band.measure: band for band in lawbook.check_of(check_id).bands}
