"""`/metrics` counts by route template, never by address."""

import httpx


def test_requests_are_counted_by_template_and_status(notes: httpx.Client) -> None:
    for path in ("/v1/notes/geheim", "/v1/notes?q=geheim", "/geheim"):
        notes.get(path)
    text = notes.get("/metrics").text
    assert 'zuidwest_requests_total{method="GET",route="/v1/notes/{note_id}",status="400"}' in text
    assert 'route="unmatched",status="404"' in text
    assert 'zuidwest_request_seconds_bucket{le="0.005",method="GET",route="/v1/notes"}' in text
    assert "geheim" not in text


def test_methods_that_nobody_knows_make_no_new_counters(notes: httpx.Client) -> None:
    for number in range(5):
        notes.request(f"MADEUP{number}", "/v1/notes")
    assert "MADEUP" not in notes.get("/metrics").text
