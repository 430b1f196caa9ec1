"""Addresses of the trail."""

from django.urls import path

from dispositif.trail import views

app_name = "trail"
urlpatterns = [path("", views.whole, name="whole"), path("access/", views.access, name="access")]
