"""What an import does, in words."""

from collections.abc import Mapping

from django.utils.translation import ngettext_lazy

KINDS = {
    "partnership": ngettext_lazy("partnership", "partnerships"),
    "organisation": ngettext_lazy("organisation", "organisations"),
    "seat": ngettext_lazy("seat", "seats"),
    "appointment": ngettext_lazy("membership", "memberships"),
    "person": ngettext_lazy("person", "people"),
    "requirement": ngettext_lazy("reason to exist", "reasons to exist"),
    "coverage": ngettext_lazy("area covered", "areas covered"),
    "link": ngettext_lazy("link between partnerships", "links between partnerships"),
    "partnershiptheme": ngettext_lazy("theme", "themes"),
    "area": ngettext_lazy("area from the list", "areas from the list"),
    "changed": ngettext_lazy("record changed", "records changed"),
}


def count_words(counts: Mapping[str, int]) -> list[tuple[int, str]]:
    """How many of each kind would be or were added, and how many records changed, in the order people ask."""
    return [(counts[kind], str(words % counts[kind])) for kind, words in KINDS.items() if counts.get(kind)]
