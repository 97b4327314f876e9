"""The register as files, as at the day shown. Public: names of those who sit, and no address of anybody."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from joinedup import __version__
from joinedup.apps.people.permissions import public
from joinedup.apps.register.exports import members_on, popolo_on, proposal_on, structure_on
from joinedup.apps.register.views.dated import DatedRequest
from joinedup.formats.write import Value, write_csv, write_xlsx

JSON_TYPE = "application/json"
ROWS_AT_ONCE = 2000
ZIP_TIME = (2000, 1, 1, 0, 0, 0)  # the same content has the same bytes whenever it is made

# kind, its words, what it is good for
KINDS = (
    (
        "xlsx",
        _("Excel workbook"),
        _("Both tables, members and structure. Imported again it changes nothing."),
    ),
    (
        "csv",
        _("Both tables as CSV, zipped"),
        _("The same two tables as plain text. Import the structure first, then the members."),
    ),
    ("members", _("Members as CSV"), _("Who sits where: a row for each seat.")),
    ("structure", _("Structure as CSV"), _("Each partnership, why it exists, where, and what it nests in.")),
    ("popolo", _("Popolo JSON"), _("People, organisations, posts and memberships, in an open standard.")),
    ("json", _("JSON for working out simpler structures"), _("What the restructuring calculation reads.")),
)


@public
def exports(request: DatedRequest) -> HttpResponse:
    """What may be had, as at the day."""
    return render(request, "register/exports.html", {"kinds": KINDS})


@public
def export(request: DatedRequest, kind: str) -> HttpResponseBase:
    """One file, as at the day. 404 for a kind that is none."""
    made = FILES.get(kind)
    if made is None:
        raise Http404
    return made(request.on)


def _attached(response: HttpResponseBase, name: str, day: date, ending: str) -> HttpResponseBase:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{day.isoformat()}.{ending}"'
    return response


def _csv(name: str, table: Callable[[date], tuple[list[str], list[list[Value]]]]) -> Callable[[date], HttpResponseBase]:
    def made(day: date) -> HttpResponseBase:
        columns, rows = table(day)
        lines = _csv_parts(columns, rows)
        return _attached(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"), name, day, "csv")

    return made


def _csv_parts(columns: list[str], rows: list[list[Value]]) -> Iterator[bytes]:
    """The file in pieces: the headings with the mark of the encoding, then the rows without."""
    yield write_csv(columns, rows[:ROWS_AT_ONCE])
    for start in range(ROWS_AT_ONCE, len(rows), ROWS_AT_ONCE):
        piece = write_csv(columns, rows[start : start + ROWS_AT_ONCE])
        yield piece.split(b"\r\n", 1)[1]


def _both(day: date) -> HttpResponseBase:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in (("structure", structure_on), ("members", members_on)):
            entry = zipfile.ZipInfo(f"{name}-{day.isoformat()}.csv", ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, write_csv(*table(day)))
    return _attached(HttpResponse(out.getvalue(), content_type="application/zip"), "register", day, "zip")


def _workbook(day: date) -> HttpResponseBase:
    content = write_xlsx({"Members": members_on(day), "Structure": structure_on(day)})
    name = f"register-{day.isoformat()}.xlsx"
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=name)


def _json(name: str, document: Callable[[date, dict[str, Any]], dict[str, Any]]) -> Callable[[date], HttpResponseBase]:
    def made(day: date) -> HttpResponseBase:
        content = document(day, {"version": __version__, "options": {"on": day.isoformat()}})
        pieces = json.JSONEncoder(indent=1, ensure_ascii=False).iterencode(content)
        return _attached(StreamingHttpResponse(_joined(pieces), content_type=JSON_TYPE), name, day, "json")

    return made


def _joined(pieces: Iterator[str]) -> Iterator[str]:
    """Small pieces in larger ones."""
    held: list[str] = []
    for piece in pieces:
        held.append(piece)
        if len(held) >= ROWS_AT_ONCE:
            yield "".join(held)
            held.clear()
    yield "".join(held)


FILES: dict[str, Callable[[date], HttpResponseBase]] = {
    "csv": _both,
    "members": _csv("members", members_on),
    "structure": _csv("structure", structure_on),
    "xlsx": _workbook,
    "popolo": _json("popolo", popolo_on),
    "json": _json("register", proposal_on),
}
