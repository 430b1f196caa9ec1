"""Every address, stage by stage; each room keeps its own."""

from django.urls import include, path

from dispositif.api.v1 import api

urlpatterns = [
    path("", include("dispositif.look.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("account/", include("dispositif.people.urls")),
    path("trail/", include("dispositif.trail.urls")),
    path("jobs/", include("dispositif.queue.urls")),
    path("notices/", include("dispositif.notices.urls")),
    path("documents/", include("dispositif.documents.urls")),
    path("mandates/", include("dispositif.mandates.urls")),
    path("instruments/", include("dispositif.instruments.urls")),
    path("api/v1/", api.urls),
]
