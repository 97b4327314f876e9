"""Reading and writing other people's files: one module per published format.

- `faults`: `Fault`, `BadInput` - how everything here says no.
- `tables`: `read_tables(source, file_name) -> list[Table]` from CSV and XLSX.
- `kind`: `which_table(table, mapping=...)` says "members" or "structure".
- `members`: `read_members(table, mapping=...) -> (list[MemberRow], list[Fault])`, `MEMBER_COLUMNS`.
- `structure`: `read_structure(table, mapping=...) -> (list[StructureRow], list[Fault])`, `STRUCTURE_COLUMNS`.
- `write`: `write_csv(columns, rows)`, `write_xlsx({sheet: (columns, rows)})`, `template()`, `COLUMN_NOTES`.
- `popolo`: `popolo(persons, organizations, posts, memberships, areas, provenance=...) -> dict`.
- `areas`: `read_areas(source, file_name) -> list[AreaRow]`.
- `boundaries`: `read_boundaries(source, file_name) -> list[Outline]`.
- `register_json`: `register_json(partnerships, areas, unit_values=..., provenance=...) -> dict`.

A `source` is a path or the bytes themselves. A file that cannot be read at all raises `BadInput`; faults in
the rows of a file that can be read are returned, all of them, beside the rows that are right.
"""
