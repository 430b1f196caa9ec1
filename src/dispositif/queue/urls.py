"""Addresses of the queue."""

from django.urls import path

from dispositif.queue import views

app_name = "queue"
urlpatterns = [path("<uuid:uuid>/", views.progress, name="progress")]
