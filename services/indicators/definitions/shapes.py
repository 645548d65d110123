"""A kept definition as the API says it, in the first of the asker's languages that it has."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.contracts.indicators import DefinitionVersion, IndicatorDetail, IndicatorShape

Languages = Sequence[str]


def indicator_shape(content: dict[str, Any], languages: Languages) -> IndicatorShape:
    return IndicatorShape.model_validate(_fields(content, languages))


def indicator_detail(rows: list[dict[str, Any]], languages: Languages) -> IndicatorDetail:
    """`rows` are all versions, the newest first."""
    versions = [
        DefinitionVersion.model_validate(
            _fields(row["content"], languages) | {"loaded_at": row["loaded_at"], "checksum": row["checksum"]}
        )
        for row in rows
    ]
    holding = _fields(next(row["content"] for row in rows if row["holds"]), languages)
    return IndicatorDetail.model_validate(holding | {"in_deal": rows[0]["in_deal"], "versions": versions})


def said(labels: Mapping[str, str], languages: Languages) -> str:
    return next((labels[language] for language in languages if language in labels), labels["nl"])


def _fields(content: dict[str, Any], languages: Languages) -> dict[str, Any]:
    return {
        "id": content["id"],
        "version": content["version"],
        "title": said(content["titles"], languages),
        "definition": said(content["definition"], languages),
        "unit": said(content["unit"], languages),
        "direction": content["direction"],
        "target": _target(content["target"], languages),
        "article": content["article"],
        "source": "; ".join(content["sources"]),
        "areas": list(dict.fromkeys(each["level"] for each in content["aggregation"])),
        "interpretation": [_without_nothing(reading) for reading in _readings(content)],
    }


def _target(target: dict[str, Any], languages: Languages) -> dict[str, Any]:
    return {
        "comparison": target["comparison"],
        "value": target["value"],
        "unit": said(target["unit"], languages),
        "text": said(target["text"], languages),
        "article": target["article"],
    }


def _readings(content: dict[str, Any]) -> list[dict[str, Any]]:
    return [*content["interpretation"], *content["period"].get("readings", [])]


def _without_nothing(reading: dict[str, Any]) -> dict[str, str]:
    return {name: value for name, value in reading.items() if value is not None}
