"""What is told of a release wherever it is described: title, licence, publisher, moment. Pure."""

from datetime import UTC
from typing import Any

from services.indicators.statistics.shapes import Frozen


def told(release: Frozen) -> dict[str, Any]:
    """For CSVW and data packages."""
    about, open_data = release.about, release.open_data
    said: dict[str, Any] = {
        "name": f"release-{about.number}",
        "title": about.title,
        "modified": about.published_at.astimezone(UTC).isoformat(),
    }
    if about.notes:
        said["description"] = about.notes
    if open_data:
        licence = open_data.licence
        said |= {"license": licence.url, "publisher": open_data.publisher.uri}
        said["licenses"] = [{"name": licence.id, "path": licence.url, "title": licence.title}]
    return said


def told_in_json_stat(release: Frozen) -> dict[str, Any]:
    about, open_data = release.about, release.open_data
    said: dict[str, Any] = {
        "label": about.title,
        "updated": about.published_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "extension": {"release": about.number, "correctedBy": about.corrected_by},
    }
    if about.notes:
        said["note"] = [about.notes]
    if open_data:
        said["source"] = open_data.publisher.name
        said["extension"]["license"] = open_data.licence.url
    return said
