"""The list."""

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from rest_framework import generics

from benchmarks.peers.django_rest.models import Activity, Occurrence
from benchmarks.peers.django_rest.serializers import ActivitySerializer


class ActivityList(generics.ListAPIView):
    serializer_class = ActivitySerializer

    def get_queryset(self) -> QuerySet:
        now = timezone.now()
        coming = Occurrence.objects.filter(ends_at__gt=now).order_by("starts_at", "id")[:3]
        return (
            Activity.objects.filter(status="published", last_end__gt=now)
            .select_related("place", "category")
            .prefetch_related(Prefetch("occurrence_set", queryset=coming, to_attr="next"))
            .order_by("sort_title", "id")
        )
