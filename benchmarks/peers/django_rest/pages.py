"""The same list as a page, as one writes it in Django: ORM, paginator, template."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from benchmarks.peers.django_rest.models import Category
from benchmarks.peers.django_rest.views import ActivityList

MENU = [
    ("Activiteiten", "/activiteiten"),
    ("Kaart", "/kaart"),
    ("Wensen", "/wensen"),
    ("Hoe gaat het?", "/hoe-gaat-het"),
]
FILTERS = ("soort", "taal")


def activities(request: HttpRequest) -> HttpResponse:
    found = Paginator(ActivityList().get_queryset(), 20).get_page(request.GET.get("page"))
    shown = {"page": found, "menu": MENU, "filters": FILTERS, "categories": list(Category.objects.order_by("id"))}
    return render(request, "activities.html", shown)
