"""A kept definition as the API says it."""

from typing import Any

from services.contracts.indicators import DefinitionVersion, IndicatorDetail, IndicatorShape

LANGUAGES = ("nl", "en")


def indicator_shape(content: dict[str, Any], language: str) -> IndicatorShape:
    return IndicatorShape.model_validate(_fields(content, language))


def indicator_detail(rows: list[dict[str, Any]], language: str) -> IndicatorDetail:
    """`rows` are all versions, the newest first."""
    versions = [
        DefinitionVersion.model_validate(
            _fields(row["content"], language) | {"loaded_at": row["loaded_at"], "checksum": row["checksum"]}
        )
        for row in rows
    ]
    newest = _fields(rows[0]["content"], language)
    return IndicatorDetail.model_validate(newest | {"in_deal": rows[0]["in_deal"], "versions": versions})


def _fields(content: dict[str, Any], language: str) -> dict[str, Any]:
    return {
        "id": content["id"],
        "version": content["version"],
        "title": content["titles"][language],
        "definition": content["definition"][language],
        "unit": content["unit"][language],
        "direction": content["direction"],
        "target": _target(content["target"], language),
        "article": content["article"],
        "source": "; ".join(content["sources"]),
        "areas": list(dict.fromkeys(each["level"] for each in content["aggregation"])),
        "interpretation": [_without_nothing(reading) for reading in _readings(content)],
    }


def _target(target: dict[str, Any], language: str) -> dict[str, Any]:
    said = {"unit": target["unit"][language], "text": target["text"][language]}
    return {"comparison": target["comparison"], "value": target["value"], **said, "article": target["article"]}


def _readings(content: dict[str, Any]) -> list[dict[str, Any]]:
    return [*content["interpretation"], *content["period"].get("readings", [])]


def _without_nothing(reading: dict[str, Any]) -> dict[str, str]:
    return {name: value for name, value in reading.items() if value is not None}
