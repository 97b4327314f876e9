"""Addresses for files in and out."""

from django.urls import URLPattern, path

from joinedup.apps.register.views import exports, import_files, imports

D = "imports/files/<str:key>/"

urlpatterns: list[URLPattern] = [
    path("imports/", imports.imports, name="imports"),
    path("imports/add/", import_files.add_import, name="add_import"),
    path("imports/template.xlsx", imports.import_template, name="import_template"),
    path("imports/mappings/", imports.import_mappings, name="import_mappings"),
    path("imports/mappings/column/<int:pk>/forget/", imports.forget_mapping_page, {"kind": "column"}, "forget_column"),
    path("imports/mappings/role/<int:pk>/forget/", imports.forget_mapping_page, {"kind": "role"}, "forget_role"),
    path(D, import_files.import_preview, name="import_preview"),
    path(D + "columns/", import_files.explain_columns_page, name="explain_columns"),
    path(D + "roles/", import_files.explain_roles_page, name="explain_roles"),
    path(D + "faults.csv", import_files.import_faults, name="import_faults"),
    path(D + "take/", import_files.take_import, name="take_import"),
    path(D + "discard/", import_files.discard_import, name="discard_import"),
    path("imports/<int:pk>/", imports.import_report, name="import_report"),
    path("imports/<int:pk>/undo/", imports.undo_import_page, name="undo_import"),
    path("export/", exports.exports, name="exports"),
    path("export/<str:kind>/", exports.export, name="export"),
]
