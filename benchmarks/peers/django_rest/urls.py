"""Addresses."""

from django.urls import path

from benchmarks.peers.django_rest.pages import activities
from benchmarks.peers.django_rest.views import ActivityList

urlpatterns = [path("activities/", ActivityList.as_view()), path("page/", activities)]
