"""Every address, stage by stage; each room keeps its own."""

from django.urls import include, path
from django.views.generic import RedirectView

from dispositif.api.v1 import api

OWN_LISTS = (("", "mfa_index"), ("webauthn/", "mfa_list_webauthn"))
to_security = RedirectView.as_view(pattern_name="people:security")

urlpatterns = [
    path("", include("dispositif.look.urls")),
    # after a change of a factor allauth leads to lists of its own: everything stands on one page here
    *[path(f"accounts/2fa/{place}", to_security, name=name) for place, name in OWN_LISTS],
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/linked/", include("allauth.socialaccount.urls")),
    path("accounts/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("account/", include("dispositif.people.urls")),
    path("trail/", include("dispositif.trail.urls")),
    path("jobs/", include("dispositif.queue.urls")),
    path("files/", include("dispositif.files.urls")),
    path("notices/", include("dispositif.notices.urls")),
    path("documents/", include("dispositif.documents.urls")),
    path("mandates/", include("dispositif.mandates.urls")),
    path("instruments/", include("dispositif.instruments.urls")),
    path("assistance/", include("dispositif.assistance.urls")),
    path("api/v1/", api.urls),
]
