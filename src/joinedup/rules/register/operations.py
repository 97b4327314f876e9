"""What an LSP may do with a partnership: the table of white paper 2.39.

Method: `docs/methods/what-may-be-done.md`.
"""

from __future__ import annotations

from joinedup.rules.register.records import ORIGINS
from joinedup.rules.working import Finding, Sentence, say

OPERATIONS = ("slot", "nest", "merge", "close")

AUTHORITY = "white paper 2.39"
SLOT_WORDS = (
    'white paper 2.39: "slot any statutory partnerships into their emerging structure, '
    'for instance as sub-partnerships of the LSP"'
)
FREE_WORDS = (
    'white paper 2.39: "a free hand to rationalise other partnerships, bringing them together in mergers, '
    'nesting them within the LSP and so on"'
)
IDENTITY_WORDS = (
    'white paper 2.39: "partnerships which have a separate legal status will need to maintain a distinct identity"'
)
AGREED = say("developed, discussed and agreed with the partnership (2.39)")
IDENTITY = say("its own name, members, accounts, minutes, quorum and decisions are kept (2.39)")
FIND_OUT = say("find out whether the law or a registration makes it a body in its own right, and record which")
FIND_ORIGIN = say("record the statute, funding stream or plan that requires it, or that none does")


def what_may_be_done(
    origin: str, separate_legal_status: bool | None, legal_route: str = "", members_act: str = ""
) -> tuple[Finding, ...]:
    """Return what may be done with a partnership, in the order of OPERATIONS.

    origin: one of ORIGINS, or "" when not known. separate_legal_status: None when not known.
    legal_route: the provision that lets a statutory partnership merge, as recorded, for example
    "Crime and Disorder Act 1998 s.5(1A)". members_act: the decision of its own members, as recorded, of a
    body with separate legal status. An answer is None only where what is not known would change it.
    ValueError for another origin.
    """
    if origin not in (*ORIGINS, ""):
        raise ValueError(f'origin must be one of {", ".join(ORIGINS)}, not "{origin}"')
    return (
        _slot(origin, separate_legal_status),
        _nest(origin, separate_legal_status),
        _merge(origin, separate_legal_status, legal_route.strip(), members_act.strip()),
        _close(origin, separate_legal_status, members_act.strip()),
    )


def _needed(separate: bool | None) -> Sentence:
    if separate is None:
        return say("{agreed}; if it has separate legal status, {identity}", agreed=AGREED, identity=IDENTITY)
    return say("{agreed}; {identity}", agreed=AGREED, identity=IDENTITY) if separate else AGREED


def _slot(origin: str, separate: bool | None) -> Finding:
    why = say("It may be slotted in as a sub-partnership; its duties stay with it.")
    return Finding(True, why, FREE_WORDS if origin not in ("statute", "") else SLOT_WORDS, needed=_needed(separate))


def _nest(origin: str, separate: bool | None) -> Finding:
    why = say("It may be nested within the LSP from a day that is agreed.")
    return Finding(True, why, SLOT_WORDS if origin == "statute" else FREE_WORDS, needed=_needed(separate))


def _merge(origin: str, separate: bool | None, route: str, act: str) -> Finding:
    if origin == "statute":
        return _merge_statutory(separate, route)
    if origin == "":
        return _origin_not_known(separate)
    if separate is None:
        return _status_not_known()
    if separate:
        return _own_act(say("merged"), act)
    why = say("It may be merged: there is a free hand with partnerships that no statute requires.")
    return Finding(True, why, FREE_WORDS, needed=_needed(separate))


def _merge_statutory(separate: bool | None, route: str) -> Finding:
    needed = _needed(separate)
    if route:
        why = say("It may be merged by the legal route recorded: {route}.", route=route)
        return Finding(True, why, f"{AUTHORITY}; {route}", (route,), needed)
    if separate:
        why = say("It has separate legal status and must keep a distinct identity; it may be nested instead.")
        todo = say("record the provision of law that lets it merge, or nest it")
        return Finding(False, why, IDENTITY_WORDS, needed=needed, would_satisfy=todo)
    why = say(
        "A statute requires it, and 2.39 does not say that such partnerships may be merged; it may be nested instead."
    )
    todo = say(
        "record the legal route, for example a combination agreement under section 5(1A) of the Crime and "
        "Disorder Act 1998 or section 47 of the Well-being of Future Generations (Wales) Act 2015; or nest it"
    )
    return Finding(False, why, SLOT_WORDS, needed=needed, would_satisfy=todo)


def _close(origin: str, separate: bool | None, act: str) -> Finding:
    if origin == "statute":
        why = say("A statute requires it: the duty ends only by law.")
        todo = say("record the day on which the law ends the duty; or slot it in as a sub-partnership")
        return Finding(False, why, SLOT_WORDS, needed=_needed(separate), would_satisfy=todo)
    if origin == "":
        return _origin_not_known(separate)
    if separate is None:
        return _status_not_known()
    if separate:
        return _own_act(say("closed"), act)
    if origin == "voluntary":
        return Finding(True, say("It may be closed: nothing outside requires it."), FREE_WORDS, needed=AGREED)
    why = say(
        "It may be closed and nothing waits. While the {what} still runs, show the condition that would be "
        "unmet and the money at risk.",
        what="fund" if origin == "funding" else "plan",
    )
    return Finding(True, why, FREE_WORDS, needed=AGREED)


def _own_act(done: Sentence, act: str) -> Finding:
    if act:
        why = say("It may be {done}, by its own members: {act}.", done=done, act=act)
        return Finding(True, why, IDENTITY_WORDS, (act,), _needed(True))
    why = say(
        "It has separate legal status and must keep a distinct identity: it is {done} only by its own members' act.",
        done=done,
    )
    todo = say("record the decision of its own members under its own rules; or nest it")
    return Finding(False, why, IDENTITY_WORDS, needed=_needed(True), would_satisfy=todo)


def _status_not_known() -> Finding:
    why = say("It is not known whether it has separate legal status, and the answer turns on that.")
    return Finding(None, why, IDENTITY_WORDS, needed=_needed(None), would_satisfy=FIND_OUT)


def _origin_not_known(separate: bool | None) -> Finding:
    why = say("It is not known why this partnership exists, and the answer turns on that.")
    return Finding(None, why, AUTHORITY, needed=_needed(separate), would_satisfy=FIND_ORIGIN)
