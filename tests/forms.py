"""What goes along with an open form that a person filled in."""

import time

from services.kit.open_forms import issued
from tests.postgres import SECRET


def form_token(seconds_ago: int = 30, secret: str = SECRET) -> str:
    """As `/v1/form-tokens` gave it so long ago."""
    return issued(secret, int(time.time()) - seconds_ago)
