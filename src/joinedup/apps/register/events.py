"""What can happen in the register. Names of organisations and partnerships are public; people's are personal."""

from django.utils.translation import gettext_lazy as _

from joinedup.apps.audit.events import Erasure, declare

PLAIN = Erasure.NOTHING_PERSONAL
WITH = Erasure.WITH_THE_RECORD

PARTNERSHIP_ADDED = declare("register.partnership_added", _("{actor} added {subject}"), erase=PLAIN)
PARTNERSHIP_CHANGED = declare("register.partnership_changed", _("{actor} changed {subject}: {fields}"), erase=PLAIN)
PARTNERSHIP_CORRECTED = declare(
    "register.partnership_corrected", _("{actor} corrected {subject}: {fields}"), erase=PLAIN
)
PARTNERSHIP_ACCEPTED = declare(
    "register.partnership_accepted", _("{actor} accepted the record of {subject}"), erase=PLAIN
)
PARTNERSHIP_ENDED = declare("register.partnership_ended", _("{actor} ended {subject} on {until}"), erase=PLAIN)
REQUIREMENT_ADDED = declare(
    "register.requirement_added", _("{actor} recorded why {subject} exists: {title}"), erase=PLAIN
)
REQUIREMENT_ENDED = declare(
    "register.requirement_ended", _("{actor} ended a reason for {subject}: {title}"), erase=PLAIN
)
COVERAGE_SET = declare("register.coverage_set", _("{actor} set what {subject} covers"), erase=PLAIN)
PARTNERSHIPS_LINKED = declare(
    "register.partnerships_linked", _("{actor} recorded that {subject} is {relation} {parent}"), erase=PLAIN
)
LINK_ENDED = declare("register.link_ended", _("{actor} ended that {subject} is {relation} {parent}"), erase=PLAIN)
SEAT_ADDED = declare("register.seat_added", _("{actor} added a seat to {subject}: {seat}"), erase=PLAIN)
SEAT_CHANGED = declare("register.seat_changed", _("{actor} changed a seat of {subject}: {seat}"), erase=PLAIN)
SEAT_ENDED = declare("register.seat_ended", _("{actor} ended a seat of {subject}: {seat}"), erase=PLAIN)
APPOINTED = declare("register.appointed", _("{actor} appointed {person} of {organisation} to {subject}"), erase=WITH)
APPOINTMENT_ENDED = declare(
    "register.appointment_ended", _("{actor} ended the appointment of {organisation} to {subject}"), erase=WITH
)
ORGANISATION_ADDED = declare("register.organisation_added", _("{actor} added {subject}"), erase=PLAIN)
ORGANISATION_CHANGED = declare("register.organisation_changed", _("{actor} changed {subject}: {fields}"), erase=PLAIN)
ORGANISATIONS_MERGED = declare(
    "register.organisations_merged", _("{actor} merged {absorbed} into {subject}"), erase=PLAIN
)
ORGANISATIONS_KEPT_APART = declare(
    "register.organisations_kept_apart", _("{actor} said that {subject} and {other} differ"), erase=PLAIN
)
AREAS_LOADED = declare("register.areas_loaded", _("{actor} loaded {count} areas from {file}"), erase=PLAIN)
ROWS_IMPORTED = declare("register.rows_imported", _("{actor} imported {count} rows from {file}"), erase=WITH)
IMPORT_UNDONE = declare("register.import_undone", _("{actor} undid the import of {file}"), erase=PLAIN)
ROLE_TEXT_MAPPED = declare(
    "register.role_text_mapped", _("{actor} said that the role “{role_text}” means {role}"), erase=PLAIN
)
MAPPING_FORGOTTEN = declare(
    "register.mapping_forgotten", _("{actor} forgot what “{words}” means in files"), erase=PLAIN
)
ROLE_GRANTED = declare("register.role_granted", _("{actor} made {person} {role} of {over}"), erase=WITH)
ROLE_ENDED = declare("register.role_ended", _("{actor} ended the role of {person} as {role} of {over}"), erase=WITH)
SETUP_BEGUN = declare("register.setup_begun", _("{actor} began to set up a partnership"), erase=PLAIN)
SETUP_FINISHED = declare(
    "register.setup_finished", _("{actor} set up {subject}; its first meeting is on {first_meeting_on}"), erase=PLAIN
)
