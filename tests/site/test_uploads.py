"""An upload that is too large is refused while it comes in, before any page sees it."""

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from joinedup.site import uploads


def post_of(num_bytes: int) -> int:
    """The status of a page that is sent a file of this size."""
    file = SimpleUploadedFile("a.csv", b"x" * num_bytes)
    return Client().post("/people/sign-in/", {"email": "nobody", "file": file}).status_code


@pytest.mark.django_db
def test_a_file_over_the_limit_is_refused_and_one_under_it_is_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(uploads, "LARGEST_UPLOAD", 1000)
    assert post_of(2000) == 400
    assert post_of(100) == 200  # the page itself answers: that is no address


def test_a_request_that_does_not_say_how_large_it_is_is_counted(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(uploads, "LARGEST_UPLOAD", 10)
    handler = uploads.SizeLimit()
    handler.handle_raw_input(None, {}, 0, b"")
    assert handler.receive_data_chunk(b"12345", 0) == b"12345"
    with pytest.raises(RequestDataTooBig):
        handler.receive_data_chunk(b"678901", 5)
