"""A section of a module as HTML."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mueang.curriculum.course import LANGUAGES, Text
from mueang.curriculum.page import page_of
from mueang.curriculum.reading import packaged_course


def written(reading: str, **options: str):
    course = packaged_course()
    module = course.modules[0]
    text = Text("title", ("outcome",), {"reading": reading})
    return page_of(course, replace(module, texts={"th": text, "en": text}), "en", **options)


def test_words_are_explained_and_sources_numbered_in_order_and_once():
    page = written("A [city](term:learning-city) and [it](term:learning-city)[^uil-gnlc][^source-article][^uil-gnlc].")

    assert page.sections["reading"] == (
        '<p>A <button type="button" class="term" popovertarget="term-learning-city">city</button> and '
        '<button type="button" class="term" popovertarget="term-learning-city">it</button>'
        '<sup><a href="#source-uil-gnlc">[1]</a></sup><sup><a href="#source-source-article">[2]</a></sup>'
        '<sup><a href="#source-uil-gnlc">[1]</a></sup>.</p>\n'
    )
    assert [one.key for one in page.terms] == ["learning-city"]
    assert [one.key for one in page.sources] == ["uil-gnlc", "source-article"]


def test_headings_stand_below_those_of_the_page_and_several_modules_share_one_page():
    page = written("## One\n\n###### Six\n\n[t](term:partner)[^uil-gnlc]", prefix="m-")

    assert '<h3 id="m-reading-1">One</h3>' in page.sections["reading"]
    assert '<h6 id="m-reading-2">Six</h6>' in page.sections["reading"]
    assert 'popovertarget="m-term-partner"' in page.sections["reading"]
    assert 'href="#m-source-uil-gnlc"' in page.sections["reading"]


def test_nothing_of_the_text_becomes_markup_or_a_script():
    page = written(
        "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> ![p](https://x.example/p.png)\n\n"
        "[a](javascript:alert(1)) [b](https://uil.unesco.org) [^not ended"
    )

    html = page.sections["reading"]
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert '<a href="https://uil.unesco.org" rel="noreferrer noopener">b</a>' in html
    assert "[^not ended" in html


def test_a_source_or_word_that_the_course_does_not_have_is_refused():
    for text in ("A claim[^nobody].", "A [word](term:nothing)."):
        with pytest.raises(KeyError):
            written(text)


def test_every_packaged_page_can_be_written_in_both_languages():
    course = packaged_course()
    for module in course.modules:
        for language in LANGUAGES:
            page = page_of(course, module, language)
            assert all(page.sections.values())
            assert "[^" not in "".join(page.sections.values())
