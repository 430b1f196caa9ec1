"""Addresses of one's own account, beside those of sign-in."""

from django.urls import path

from dispositif.people import views

app_name = "people"
urlpatterns = [
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/<uuid:uuid>/revoke/", views.revoke_token, name="revoke_token"),
]
