"""Why a photograph was refused, as a code for the caller to put into words."""


class PhotoError(ValueError):
    """A file that will not be kept. `code` is empty, too_large, not_a_photo, too_many_pixels or damaged."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
