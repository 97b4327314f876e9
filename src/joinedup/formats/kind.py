"""Which of our two tables a sheet is."""

from collections.abc import Mapping
from typing import Literal

from joinedup.formats.faults import BadInput, Fault
from joinedup.formats.members import MEMBER_COLUMNS
from joinedup.formats.structure import STRUCTURE_COLUMNS
from joinedup.formats.tables.table import Table, same_name
from joinedup.rules.working import say

Kind = Literal["members", "structure"]

MEMBERS_ONLY = {column.name for column in MEMBER_COLUMNS} - {column.name for column in STRUCTURE_COLUMNS}
STRUCTURE_ONLY = {column.name for column in STRUCTURE_COLUMNS} - {column.name for column in MEMBER_COLUMNS}


def which_table(table: Table, *, mapping: Mapping[str, str] | None = None) -> Kind:
    """Say which table a sheet is: by its name if that is Members or Structure, else by its headings.

    The headings decide for `members` where there is an organisation, otherwise for the table that more of
    them belong to alone. Raises `BadInput` where they do not decide.
    """
    name = same_name(table.sheet)
    if name == "members":
        return "members"
    if name == "structure":
        return "structure"
    wanted = {same_name(heading): same_name(column) for heading, column in (mapping or {}).items()}
    headings = {wanted.get(same_name(heading), same_name(heading)) for heading in table.headers}
    for_members, for_structure = len(headings & MEMBERS_ONLY), len(headings & STRUCTURE_ONLY)
    if "organisation" in headings or for_members > for_structure:
        return "members"
    if for_structure > for_members:
        return "structure"
    wrong = say("the headings are neither those of the members table nor those of the structure table")
    right = say("give a members table a column “organisation”, and a structure table a column “status”")
    raise BadInput([Fault(table.where, None, None, wrong, right)])
