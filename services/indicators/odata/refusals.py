"""What a request can be refused for."""


class Refused(Exception):
    """With its HTTP status: 400 for what is wrong, 501 for what OData knows and this service does not do."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


def wrong(message: str) -> Refused:
    return Refused(400, message)


def not_done(what: str) -> Refused:
    return Refused(501, f"{what} is not supported here.")
