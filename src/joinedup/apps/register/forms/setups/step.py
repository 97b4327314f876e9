"""What every step of the set-up has."""

from datetime import date
from typing import Any

from joinedup.apps.register.forms.lives import SeenForm
from joinedup.apps.register.models import SetUp


class StepForm(SeenForm):
    """One step. `setup` is read for what earlier steps answered."""

    def __init__(self, *args: Any, setup: SetUp, today: date, **kwargs: Any) -> None:
        self.setup, self.today = setup, today
        super().__init__(*args, **kwargs)

    @classmethod
    def from_answers(cls, answers: dict[str, Any]) -> dict[str, Any]:
        """What the boxes show first."""
        return {"initial": answers}

    def answers(self) -> dict[str, Any]:
        """The answers to keep, in JSON's own types."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}
