"""What may be done in the register, in words."""

from django.utils.translation import gettext_lazy as _

from joinedup.apps.people.permissions import Role, declare

M, A, C = Role.MANAGER, Role.ADMINISTRATOR, Role.COUNCIL_LEAD

ADD_PARTNERSHIP = declare("register.add_partnership", _("Add a partnership to the register"), roles={M, A, C})
EDIT_PARTNERSHIP = declare(
    "register.edit_partnership", _("Change or correct the record of a partnership"), roles={M, A}
)
ACCEPT_PARTNERSHIP = declare(
    "register.accept_partnership", _("Accept the record of a partnership as right"), roles={M, A}
)
LINK_PARTNERSHIPS = declare("register.link_partnerships", _("Record how partnerships nest and relate"), roles={M, A})
EDIT_SEATS = declare("register.edit_seats", _("Change the seats of a partnership"), roles={M, A})
APPOINT = declare("register.appoint", _("Appoint to a seat, and end an appointment"), roles={M, A})
EDIT_ORGANISATION = declare(
    "register.edit_organisation", _("Change the record of an organisation"), roles={M, A, Role.REPRESENTATIVE}
)
MERGE_ORGANISATIONS = declare("register.merge_organisations", _("Merge two records of one organisation"), roles={M, A})
EDIT_AREAS = declare("register.edit_areas", _("Add areas and their outlines"), roles={M, A})
IMPORT_ROWS = declare("register.import_rows", _("Import members and structure from a file"), roles={M, A})
UNDO_IMPORT = declare("register.undo_import", _("Undo an import as a whole"), roles={M, A})
SET_UP_PARTNERSHIP = declare("register.set_up_partnership", _("Set up a partnership from nothing"), roles={M, A, C})
GRANT_ROLE = declare("register.grant_role", _("Give and take away roles"), roles={A})
SEE_PEOPLE = declare("register.see_people", _("See who has access, and to what"), roles={A, Role.AUDITOR})
SEE_AUDIT = declare("register.see_audit", _("See the audit"), roles={A, Role.AUDITOR, M})
