"""The forms of the guided set-up: one thing a page, and only what is needed."""

from joinedup.apps.register.forms.setups.identity import AreaForm, ConvenerForm, KindForm, NameForm
from joinedup.apps.register.forms.setups.meeting import AccountabilitiesForm, ChairForm, FirstMeetingForm
from joinedup.apps.register.forms.setups.membership import InviteForm, SeatsForm
from joinedup.apps.register.forms.setups.step import StepForm

FORMS: dict[str, type[StepForm]] = {
    "convener": ConvenerForm,
    "area": AreaForm,
    "name": NameForm,
    "profile": KindForm,
    "invite": InviteForm,
    "seats": SeatsForm,
    "chair": ChairForm,
    "accountabilities": AccountabilitiesForm,
    "first_meeting": FirstMeetingForm,
}
