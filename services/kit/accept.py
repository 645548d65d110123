"""Whether an answer can be given in a form that the asker takes (RFC 9110 §12.5.1)."""

from fastapi import Request

from services.kit.problems import Problem


def require_accepted(request: Request, *media_types: str) -> None:
    """Raises Problem 406 when the `Accept` of the request has no room for any of the media types."""
    ranges = quality_of_ranges(request.headers.get("accept", ""))
    if ranges and not any(quality(ranges, media_type) > 0 for media_type in media_types):
        offered = ", ".join(media_types)
        raise Problem(406, f"This address gives {offered}; ask for that in Accept.", title="Not acceptable")


def quality_of_ranges(accept: str) -> dict[str, float]:
    """Media ranges with their quality; what can't be read as a quality counts as 1."""
    found = {}
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if name:
            found[name] = next((_number(each[2:]) for each in parameters if each.startswith("q=")), 1.0)
    return found


def quality(ranges: dict[str, float], media_type: str) -> float:
    """Of the most exact range that fits; 0 when none does."""
    fitting = (media_type, media_type.partition("/")[0] + "/*", "*/*")
    return next((ranges[name] for name in fitting if name in ranges), 0.0)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 1.0
