"""The tables as Django models; the benchmark's database has them already."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Category(models.Model):
    id = models.TextField(primary_key=True)
    labels = models.JSONField()

    class Meta:
        managed = False
        db_table = "category"


class Place(models.Model):
    id = models.UUIDField(primary_key=True)
    name = models.TextField()
    street_address = models.TextField()
    postcode = models.TextField()
    city = models.TextField()
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    phone = models.TextField(null=True)
    accessibility = models.JSONField()

    class Meta:
        managed = False
        db_table = "place"


class Activity(models.Model):
    id = models.UUIDField(primary_key=True)
    place = models.ForeignKey(Place, models.CASCADE)
    wijk = models.TextField()
    title = models.TextField()
    sort_title = models.TextField()
    summary = models.TextField()
    description = models.TextField()
    category = models.ForeignKey(Category, models.CASCADE, db_column="category")
    project_id = models.UUIDField(null=True)
    step = models.TextField()
    free = models.BooleanField()
    cost_text = models.TextField(null=True)
    languages = ArrayField(models.TextField())
    dutch_level = models.SmallIntegerField()
    for_whom = ArrayField(models.TextField())
    bring = models.TextField(null=True)
    joining = models.TextField()
    capacity = models.IntegerField(null=True)
    rrule = models.TextField(null=True)
    starts = (
        models.TextField()
    )  # local wall time: a timestamp without a zone, which Django's field would refuse to read
    ends = models.TextField()
    time_zone = models.TextField()
    exceptions = models.JSONField()
    next_steps = models.JSONField()
    confirmed_on = models.DateField(null=True)
    status = models.TextField()
    last_end = models.DateTimeField(null=True)
    version = models.IntegerField()
    updated_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "activity"


class Occurrence(models.Model):
    id = models.UUIDField(primary_key=True)
    activity = models.ForeignKey(Activity, models.CASCADE)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    status = models.TextField()

    class Meta:
        managed = False
        db_table = "occurrence"
