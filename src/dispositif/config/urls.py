"""Every address, stage by stage; each room keeps its own."""

from django.urls import include, path

from dispositif.api.v1 import api

urlpatterns = [
    path("", include("dispositif.look.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("trail/", include("dispositif.trail.urls")),
    path("jobs/", include("dispositif.queue.urls")),
    path("documents/", include("dispositif.documents.urls")),
    path("api/v1/", api.urls),
]
