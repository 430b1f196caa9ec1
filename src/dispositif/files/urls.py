"""Addresses of attachments, and of the auditor's tables."""

from django.urls import path, re_path

from dispositif.files import auditing, views

app_name = "files"
urlpatterns = [
    path("<uuid:uuid>/", views.download, name="download"),
    re_path(r"^trail\.(?P<file_format>csv|xlsx)$", auditing.trail, name="trail"),
    re_path(r"^access\.(?P<file_format>csv|xlsx)$", auditing.access, name="access"),
]
