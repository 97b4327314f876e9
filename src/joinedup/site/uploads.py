"""Stop an upload that is too large while it is still coming in."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

LARGEST_UPLOAD = 25 * 1024 * 1024  # bytes; a register of 200,000 rows is under 20 MB


class SizeLimit(FileUploadHandler):
    """Counts the bytes of the request's files, and refuses the whole request when there are too many.

    The answer is then 400, before any page has seen the file.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.total = 0

    def handle_raw_input(
        self, input_data: Any, meta: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        """Refuse at once where the request says that it is too large."""
        if content_length and content_length > LARGEST_UPLOAD:
            raise RequestDataTooBig(f"the request is larger than {LARGEST_UPLOAD} bytes")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Count, and pass on."""
        self.total += len(raw_data)
        if self.total > LARGEST_UPLOAD:
            raise RequestDataTooBig(f"the files are larger than {LARGEST_UPLOAD} bytes")
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler makes the file."""
