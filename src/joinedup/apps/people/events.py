"""What can happen to people."""

from django.utils.translation import gettext_lazy as _

from joinedup.apps.audit.events import Erasure, declare

PERSON_INVITED = declare(
    "people.person_invited", _("{actor} invited {who} to be {role} of {over}"), erase=Erasure.WITH_THE_RECORD
)
PERSON_CORRECTED = declare(
    "people.person_corrected", _("{actor} corrected the record of {who}"), erase=Erasure.WITH_THE_RECORD
)
SIGNED_IN = declare("people.signed_in", _("{actor} signed in"), erase=Erasure.ON_REQUEST)
METHOD_CHANGED = declare(
    "people.method_changed", _("{actor} changed how they sign in: {what}"), erase=Erasure.ON_REQUEST
)
