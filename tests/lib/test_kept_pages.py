"""Pages kept as bytes: tags, encodings, and the limit of memory."""

import gzip

import brotli
import pytest
from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.test import RequestFactory

from mueang.lib.kept_pages import KeptPages, canonical_query, encoding_for, holds, kept_page, page_of

TEXT = ("<p>เมืองแห่งการเรียนรู้</p>" * 100).encode()


def asked(**headers):
    return RequestFactory().get("/", headers=headers)


def kept(content=TEXT, **details):
    response = HttpResponse(content, **details)
    response.is_page_to_keep = True
    return response


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", "identity"),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.0,gzip;q=0.5", "gzip"),
        ("br;q=0.1", "br"),
        ("gzip;q=0", "identity"),
        ("brotli, vgzipx", "identity"),
        ("GZIP, gzip", "gzip"),
    ],
)
def test_the_best_encoding_a_reader_takes(accepted, encoding):
    assert encoding_for(accepted) == encoding


def test_each_encoding_gives_back_the_page_and_has_a_tag_of_its_own():
    page = page_of(kept())

    plain, zipped, small = (page.answer(asked(accept_encoding=name)) for name in ("", "gzip", "br"))
    again = page.answer(asked())

    assert plain.content == gzip.decompress(zipped.content) == brotli.decompress(small.content) == again.content == TEXT
    assert [r.headers.get("Content-Encoding") for r in (plain, zipped, small)] == [None, "gzip", "br"]
    assert len({r.headers["ETag"] for r in (plain, zipped, small)}) == 3
    assert not any(r.headers["ETag"].startswith("W/") for r in (plain, zipped, small))
    assert [int(r.headers["Content-Length"]) for r in (plain, zipped, small)] == [
        len(r.content) for r in (plain, zipped, small)
    ]


def test_a_reader_who_holds_the_page_gets_word_of_it_without_a_body():
    page = page_of(kept())
    tag = page.answer(asked(accept_encoding="br")).headers["ETag"]

    same = page.answer(asked(accept_encoding="br", if_none_match=f'"other", W/{tag}'))
    other = page.answer(asked(accept_encoding="gzip", if_none_match=tag))

    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", tag)
    assert {"Cache-Control", "Vary"} <= set(same.headers)
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("sent", "is_held"), [("", False), ('"a"', True), ('W/"a"', True), ("*", True), ('"ab", "b"', False), ("a", False)]
)
def test_which_tags_a_reader_holds(sent, is_held):
    assert holds(sent, '"a"') is is_held


def test_a_file_that_is_no_text_is_left_as_it_is():
    page = page_of(kept(content=b"PK" * 900, content_type="application/zip"))

    assert "Content-Encoding" not in page.answer(asked(accept_encoding="gzip, br")).headers


def test_what_was_made_for_one_person_or_is_not_whole_is_no_page_to_keep():
    with_cookie, nonce, private, missing = kept(), kept(), kept(), kept(status=404)
    with_cookie.set_cookie("csrftoken", "x")
    nonce.headers["Content-Security-Policy"] = "script-src 'nonce-abc'"
    private.headers["Cache-Control"] = "private, no-store"
    stream = StreamingHttpResponse([TEXT])
    stream.is_page_to_keep = True

    answers = [with_cookie, nonce, private, missing, stream, HttpResponse(TEXT)]

    assert [page_of(answer) for answer in answers] == [None] * 6
    assert page_of(kept()) is not None


def test_headers_that_belong_to_one_answer_are_not_kept():
    page = page_of(kept(headers={"Vary": "Accept-Language", "X-Kept": "yes", "ETag": '"old"'}))

    answer = page.answer(asked())

    assert (answer.headers["Vary"], answer.headers["X-Kept"]) == ("Accept-Encoding, Cookie", "yes")
    assert answer.headers["ETag"] != '"old"'


@pytest.mark.parametrize(
    ("query", "is_kept"),
    [
        ("", True),
        ("a=1", True),
        ("a=1&b=2", True),
        ("b=2&a=1", False),
        ("a=", False),
        ("x=1", False),
        ("a=1&a=1", False),
    ],
)
def test_only_the_one_way_of_writing_a_query_is_kept(query, is_kept):
    view = kept_page("a", "b")(lambda request: HttpResponse(TEXT))

    answer = view(RequestFactory().get(f"/?{query}"))

    assert getattr(answer, "is_page_to_keep", False) is is_kept


def test_a_canonical_query_is_its_own_canonical_form():
    typed = QueryDict("b=%E0%B8%81+%26&a=2&a=1&x=9&b=")

    once = canonical_query(typed, ("a", "b"))

    assert once == "a=2&a=1&b=%E0%B8%81+%26"
    assert canonical_query(QueryDict(once), ("a", "b")) == once


def test_a_page_made_under_another_stamp_is_let_go():
    pages = KeptPages(limit_bytes=1_000_000)
    pages.put("here", page_of(kept()), stamp=1)

    assert pages.get("here", stamp=1) is not None
    assert pages.get("here", stamp=2) is None
    assert (len(pages), pages.n_bytes) == (0, 0)


def test_memory_stays_within_its_limit_and_the_least_lately_read_goes_first():
    pages = KeptPages(limit_bytes=50_000)
    for number in range(3):
        pages.put(number, page_of(kept(b"x" * 10_000)), stamp=1)
    pages.get(0, stamp=1)
    for number in range(3, 40):
        pages.put(number, page_of(kept(b"x" * 10_000)), stamp=1)
        pages.get(0, stamp=1)

    assert pages.n_bytes <= 50_000
    assert pages.get(0, stamp=1) is not None
    assert pages.get(1, stamp=1) is None


def test_a_page_too_large_for_its_share_is_not_kept_and_zero_keeps_none():
    large, none = KeptPages(limit_bytes=10_000), KeptPages(limit_bytes=0)

    large.put("a", page_of(kept(b"x" * 9_000)), stamp=1)
    none.put("a", page_of(kept(b"x")), stamp=1)

    assert (len(large), len(none)) == (0, 0)


def test_an_empty_memory_weighs_nothing():
    pages = KeptPages(limit_bytes=50_000)
    pages.put("a", page_of(kept()), stamp=1)
    pages.put("a", page_of(kept()), stamp=2)

    pages.clear()

    assert (len(pages), pages.n_bytes) == (0, 0)
