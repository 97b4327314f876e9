"""Addresses of the register, by what people do there."""

from joinedup.apps.register.urls import access, editing, importing, reading, setup

app_name = "register"
urlpatterns = [
    *editing.urlpatterns,  # before reading, so that /partnerships/add/ is not taken for a partnership called "add"
    *reading.urlpatterns,
    *importing.urlpatterns,
    *setup.urlpatterns,
    *access.urlpatterns,
]
