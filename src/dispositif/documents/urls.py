"""Addresses of documents; a symbol's slug is its address."""

from django.urls import path

from dispositif.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.library, name="library"),
    path("follow/", views.follow, name="follow"),
    path("import/", views.hand_in, name="hand_in"),
    path("import/<uuid:uuid>/", views.intake, name="intake"),
    path("panels/waiting/", views.waiting, name="waiting"),
    path("panels/holdings/", views.holdings, name="holdings"),
    path("<str:slug>/", views.reader, name="reader"),
    path("<str:slug>/class/", views.classify, name="classify"),
    path("<str:slug>/trail/", views.history, name="history"),
    path("<str:slug>/<str:part>/<path:path>/", views.provision, name="provision"),
]
