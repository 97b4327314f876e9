"""Names of organisations: one normal form, and which two names may mean one organisation.

Method: `docs/methods/near-duplicates.md`. Nothing is ever joined by these rules; they only offer a pair.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from joinedup.rules.working import Sentence, say

LEGAL_FORMS = {"ltd": "limited", "co": "company"}
SMALL_WORDS = frozenset(("a", "an", "and", "at", "for", "in", "of", "on", "the", "to"))

# A shorter word one letter away is too often another word ("Barton", "Burton").
TYPED_LETTERS = 7
# A wider heap is one pattern of name ("Ward Forum ..."), not many spellings of one, and slow to compare.
WIDEST_HEAP = 50
LONGEST_NAME = 200  # letters; a longer cell is no name, and trying each letter of it is slow

SAME_KEY = say("the same but for capitals, punctuation, “the”, “&” or “Ltd”")
SAME_LETTERS = say("the same but for spaces, a plural or “Limited”")
SAME_WORDS = say("the same words in another order")
ONE_LETTER = say("one letter different")


def exact(name: str) -> str:
    """Return a name as it is matched: capitals and spaces aside, nothing else forgiven."""
    return " ".join(name.casefold().split())


def key(name: str) -> str:
    """Return a name's normal form: two names with one key are the same name written differently.

    Lower case without accents; "&" and "+" read as "and"; dots in initials and apostrophes gone, other
    marks as spaces; no leading "the"; "Ltd" as "limited". "" when nothing is left.
    """
    text = unicodedata.normalize("NFKD", name).casefold()
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    text = re.sub(r"[&+]", " and ", text)
    text = re.sub(r"(?<=\w)[.'’‘`](?=\w|\s|$)", "", text)
    words = re.sub(r"[\W_]+", " ", text).split()
    words = [LEGAL_FORMS.get(word, word) for word in words]
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def near_duplicates(names: Iterable[str]) -> list[tuple[str, str, Sentence]]:
    """Return pairs of names that may be one organisation, each once with why, in the order of the names.

    Names are gathered under what two spellings would share, so that only likely pairs are compared.
    """
    unique = [(name, key(name)) for name in dict.fromkeys(names)]
    named = [(name, made) for name, made in unique if made]
    order = {name: place for place, (name, _) in enumerate(named)}
    found: dict[tuple[str, str], Sentence] = {}
    for why, pairs in (
        (SAME_KEY, _in_heaps(named, lambda made: made)),
        (SAME_LETTERS, _in_heaps(named, _letters)),
        (SAME_WORDS, _in_heaps(named, _sorted_words)),
        (ONE_LETTER, _one_letter_apart(named)),
    ):
        for one, other in pairs:
            first, second = sorted((one, other), key=order.__getitem__)
            found.setdefault((first, second), why)
    places = sorted(found, key=lambda pair: (order[pair[0]], order[pair[1]]))
    return [(one, other, found[one, other]) for one, other in places]


def _in_heaps(named: list[tuple[str, str]], mark: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    heaps: dict[str, list[str]] = {}
    for name, made in named:
        heaps.setdefault(mark(made), []).append(name)
    for heap in heaps.values():
        # Every name beside the first: enough to merge them all, and never more pairs than names.
        yield from ((heap[0], name) for name in heap[1:])


def _letters(made: str) -> str:
    words = [_singular(word) for word in made.split()]
    while len(words) > 1 and words[-1] == "limited":
        words.pop()
    return "".join(words)


def _sorted_words(made: str) -> str:
    words = [_singular(word) for word in made.split()]
    telling = [word for word in words if word not in SMALL_WORDS]
    return " ".join(sorted(telling or words))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 5 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _one_letter_apart(named: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    heaps: dict[tuple[str, int, str], dict[str, tuple[str, str]]] = {}
    for name, made in named:
        for word, rest, place in _long_words(made):
            for form in _with_one_letter_gone(word):
                heaps.setdefault((rest, place, form), {})[name] = (name, word)
    for heap in heaps.values():
        if 1 < len(heap) <= WIDEST_HEAP:
            for (one, word), (other, other_word) in combinations(heap.values(), 2):
                if _is_slip(word, other_word):
                    yield one, other


def _long_words(made: str) -> Iterator[tuple[str, str, int]]:
    words = made.split() if len(made) <= LONGEST_NAME else []
    for place, word in enumerate(words):
        if len(word) >= TYPED_LETTERS and word.isalpha():
            yield word, " ".join((*words[:place], *words[place + 1 :])), place


def _with_one_letter_gone(word: str) -> set[str]:
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _is_slip(one: str, other: str) -> bool:
    """Say whether two words differ by one letter added, left out, changed, or swapped with its neighbour."""
    if one == other or one[0] != other[0] or abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if len(one) != len(other):
        short, long = sorted((one, other), key=len)
        return short[start:] == long[start + 1 :]
    if one[start + 1 :] == other[start + 1 :]:
        return True
    is_swap = one[start : start + 2] == other[start : start + 2][::-1]
    return is_swap and one[start + 2 :] == other[start + 2 :]
