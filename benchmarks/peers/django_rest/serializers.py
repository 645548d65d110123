"""The same fields as our answer has, by nested ModelSerializers."""

from rest_framework import serializers

from benchmarks.peers.django_rest.models import Activity, Category, Occurrence, Place


class CategorySerializer(serializers.ModelSerializer):
    label = serializers.CharField(source="labels.nl")

    class Meta:
        model = Category
        fields = ["id", "label"]


class PlaceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Place
        fields = ["id", "name", "street_address", "postcode", "city", "lat", "lon", "phone", "accessibility"]


class OccurrenceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Occurrence
        fields = ["id", "starts_at", "ends_at", "status"]


class ActivitySerializer(serializers.ModelSerializer):
    category = CategorySerializer()
    place = PlaceSerializer()
    next = OccurrenceSerializer(many=True)

    class Meta:
        model = Activity
        exclude = ["sort_title", "last_end"]
