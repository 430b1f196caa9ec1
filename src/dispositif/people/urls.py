"""Addresses of one's own account, beside those of sign-in."""

from django.urls import path

from dispositif.people import views
from dispositif.people.sign_in.views import account, invitations

app_name = "people"
urlpatterns = [
    path("security/", account.security, name="security"),
    path("sessions/end-others/", account.end_other_sessions, name="end_other_sessions"),
    path("sessions/<int:number>/end/", account.end_session, name="end_session"),
    path("invitation/", invitations.send_again, name="send_invitation"),
    path("invitation/<str:secret>/", invitations.accept, name="accept_invitation"),
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/<uuid:uuid>/revoke/", views.revoke_token, name="revoke_token"),
]
