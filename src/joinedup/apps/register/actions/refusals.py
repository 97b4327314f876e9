"""How an action says no: the rule, its authority, and what would satisfy it."""

from django.core.exceptions import ValidationError

from joinedup.rules.working import Finding, say


class RefusedByRuleError(Exception):
    """A rule refused; `finding` is its working. `field` is the form field that it speaks of, if one does."""

    def __init__(self, finding: Finding, field: str = "") -> None:
        self.finding = finding
        self.field = field
        text = str(finding.why)
        if finding.would_satisfy:
            text += f" {_sentence(str(finding.would_satisfy))}"
        super().__init__(f"{text} ({finding.authority})")


def _sentence(text: str) -> str:
    """What would satisfy a rule, which may give it as a phrase, as a sentence of its own."""
    ended = text if text.endswith((".", "?", "!")) else f"{text}."
    return ended[:1].upper() + ended[1:]


class StaleError(Exception):
    """Somebody else changed the row first; look again and decide again.

    Carries the row, and where it was not the whole row that was read, a digest of what is there now.
    """


def refuse(
    template: str, *, authority: str, would_satisfy: str = "", field: str = "", **params: object
) -> RefusedByRuleError:
    """A refusal made from one sentence; `field` is what it speaks of."""
    finding = Finding(False, say(template, **params), authority=authority, would_satisfy=would_satisfy)
    return RefusedByRuleError(finding, field)


def as_form_errors(refusal: RefusedByRuleError) -> ValidationError:
    """A refusal as a form shows it."""
    return ValidationError(str(refusal), code="refused")
