"""Addresses of this room, mounted on the person's own page."""

from django.urls import path

from joinedup.apps.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.messages, name="messages"),
    path("read/", views.read_all, name="read_all"),
    path("<int:pk>/", views.open_message, name="open"),
]
