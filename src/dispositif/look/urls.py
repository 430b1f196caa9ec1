"""Addresses of the frame: the first page, the language switch, the assets, the gallery."""

from django.urls import include, path
from django.views.i18n import set_language

from dispositif.look.assets import PLACE, asset
from dispositif.look.views import first, gallery

_own = [
    path(f"{PLACE}<str:name>", asset, name="asset"),
    path("look/gallery/", gallery, name="gallery"),
]
urlpatterns = [
    path("", first, name="first"),
    path("language/", set_language, name="set_language"),
    path("", include((_own, "look"))),
]
