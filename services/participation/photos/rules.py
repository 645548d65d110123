"""What is asked of the words that go with a photo."""

import re

LEAST, MOST = 5, 250
FILE_NAME = re.compile(r"\.(jpe?g|png|webp|heic)$", re.IGNORECASE)
CAMERA_NAME = re.compile(r"^(img|dsc|dcim|pxl|photo|foto|image|screenshot)[\s_\-0-9]*$", re.IGNORECASE)


def wrong_alt(alt: str) -> str | None:
    """Why these words tell nothing to somebody who can't see the photo; None when they may."""
    if not LEAST <= len(alt) <= MOST:
        return f"Say in {LEAST} to {MOST} characters what is on the photo, for who can't see it."
    if "\0" in alt:
        return "There is a character in it that can't be kept (NUL)."
    if FILE_NAME.search(alt) or CAMERA_NAME.match(alt):
        return "This is the name of a file. Say what is on the photo, for who can't see it."
    return None
