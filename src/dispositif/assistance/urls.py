"""Addresses of assistance."""

from django.urls import path

from dispositif.assistance.views import intake, queue, request

app_name = "assistance"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("new/", intake.hand_in, name="hand_in"),
    path("<str:receipt>/receipt/", intake.receipt, name="receipt"),
    path("<str:receipt>/", request.one_request, name="request"),
]
