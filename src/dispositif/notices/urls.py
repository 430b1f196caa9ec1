"""Addresses of notices."""

from django.urls import path

from dispositif.notices import views

app_name = "notices"
urlpatterns = [
    path("due/", views.due, name="due"),
    path("calendar.ics", views.calendar, name="calendar"),
    path("panels/due/", views.due_panel, name="due_panel"),
    path("messages/", views.messages, name="messages"),
]
