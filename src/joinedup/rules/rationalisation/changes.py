"""What may be proposed of one partnership or two: joining, nesting, winding up (white paper 2.37 to 2.39).

Each answer is the first rule that stands in the way, by name, or that none does. Method: `docs/methods/restructure.md`.
"""

from __future__ import annotations

from joinedup.rules.rationalisation.records import STRENGTH, Body, Setting
from joinedup.rules.register.operations import FREE_WORDS, IDENTITY_WORDS, SLOT_WORDS
from joinedup.rules.working import Finding, Sentence, say

SENSIBLE = 'white paper 2.37: the LSP is to organise existing partnerships "on a sensible basis"'
AGREEMENT = "white paper 2.39: changes are developed, discussed and agreed with the partnerships in question"


def may_join(setting: Setting, joining: Body, host: Body) -> Finding:
    """Say whether one partnership may join another, which goes on as its host."""
    return (
        _fixed(joining, host)
        or _identity(setting, joining, host)
        or _stronger(joining, host)
        or _place(setting, joining, host)
        or _work(setting, joining, host)
        or Finding(True, say("{one} may join {host}.", one=joining.id, host=host.id), FREE_WORDS)
    )


def may_nest(setting: Setting, child: Body, parent: Body | None) -> Finding:
    """Say whether a partnership may be newly nested: in the LSP (parent None) or in a partnership under it."""
    if found := _fixed(child, *([parent] if parent else [])):
        return found
    if child.parent:
        why = say("{child} is nested already, in {parent}.", child=child.id, parent=child.parent)
        return _no(why, SENSIBLE)
    if parent is None and setting.lsp_meetings is None:
        return _no(say("It is not known how often the LSP meets, so nesting cannot be priced."), SENSIBLE)
    if not setting.is_in(child.area, setting.lsp_area):
        return _no(say("{child} is outside the LSP's area.", child=child.id), SENSIBLE)
    if parent is not None and (found := _parent(setting, child, parent)):
        return found
    return Finding(True, say("{child} may be nested.", child=child.id), SLOT_WORDS)


def may_wind_up(body: Body) -> Finding:
    """Say whether a partnership may be wound up: only one that is done, and that nothing else keeps in being."""
    if found := _fixed(body):
        return found
    if body.is_protected:
        return _protected(body)
    if not body.may_close:
        return _no(say("{body} has not said that its work is done.", body=body.id), AGREEMENT)
    return Finding(True, say("{body} may be wound up.", body=body.id), FREE_WORDS)


def _no(why: Sentence, authority: str, would_satisfy: str = "") -> Finding:
    return Finding(False, why, authority, would_satisfy=would_satisfy)


def _fixed(*bodies: Body) -> Finding | None:
    for body in bodies:
        if body.fixed:
            return _no(say("{body} is left as it is: {why}.", body=body.id, why=body.fixed), AGREEMENT)
    return None


def _protected(body: Body) -> Finding:
    if body.is_separate:
        why = say("{body} has separate legal status and must keep a distinct identity.", body=body.id)
        return _no(why, IDENTITY_WORDS, say("nest it instead, or record its own members' act"))
    return _no(say("A statute requires {body}.", body=body.id), SLOT_WORDS, say("nest it, or record the legal route"))


def _identity(setting: Setting, joining: Body, host: Body) -> Finding | None:
    if joining.is_separate:
        return _protected(joining)
    if joining.origin != "statute":
        return None
    has_route = frozenset((joining.id, host.id)) in setting.routes and host.origin == "statute"
    return None if has_route else _protected(joining)


def _stronger(joining: Body, host: Body) -> Finding | None:
    if host.is_protected and not joining.is_protected:
        return None
    ranks = [(STRENGTH.index(body.origin), -len(body.members), body.id) for body in (host, joining)]
    if host.is_separate or ranks[0] < ranks[1]:
        return None
    why = say(
        "{host} has the weaker reason to exist, or the smaller board: it would join {one}.",
        host=host.id,
        one=joining.id,
    )
    return _no(why, SENSIBLE)


def _place(setting: Setting, joining: Body, host: Body) -> Finding | None:
    if not setting.is_beside_or_in(joining.area, host.area):
        return _no(say("{host} does not cover the area of {one}.", host=host.id, one=joining.id), SENSIBLE)
    if setting.is_in(joining.area, setting.lsp_area) and not setting.is_in(host.area, setting.lsp_area):
        return _no(say("{host} is outside the LSP's area and {one} is not.", host=host.id, one=joining.id), SENSIBLE)
    return None


def _work(setting: Setting, joining: Body, host: Body) -> Finding | None:
    if not joining.themes & host.themes:
        return _no(say("{one} and {host} share no theme.", one=joining.id, host=host.id), SENSIBLE)
    if host.meetings < joining.least_meetings:
        why = say("{host} meets less often than the duties of {one} ask for.", host=host.id, one=joining.id)
        return _no(why, SENSIBLE)
    seats = len(joining.members | host.members)
    if seats > setting.values.largest_board:
        why = say("together they would have {num} seats; at most {most}.", num=seats, most=setting.values.largest_board)
        return _no(why, SENSIBLE)
    return None


def _parent(setting: Setting, child: Body, parent: Body) -> Finding | None:
    names = {"child": child.id, "parent": parent.id}
    if child.id == parent.id:
        return _no(say("{child} cannot be nested in itself.", **names), SENSIBLE)
    if not (setting.is_in(child.area, parent.area) and setting.is_in(parent.area, setting.lsp_area)):
        return _no(say("{parent} does not cover the area of {child}.", **names), SENSIBLE)
    if not child.themes & parent.themes:
        return _no(say("{child} and {parent} share no theme.", **names), SENSIBLE)
    return None
