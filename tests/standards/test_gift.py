"""GIFT as Moodle writes it is read; what we write is read back; what is broken is told with its line."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mueang.standards.gift import (
    LONGEST_TEXT,
    MOST_ANSWERS,
    MOST_LETTERS,
    MOST_QUESTIONS,
    Answer,
    GiftError,
    Question,
    read_gift,
    write_gift,
)

FULL = Decimal(100)

# After the examples of Moodle's own page on the format.
EXAMPLES = """
// comment, with { and }
$CATEGORY: city/first

::Q1:: 1+1\\=2 {T}

::Q2:: What's between orange and green in the spectrum?
{ =yellow # right; good! ~red # wrong, it's yellow

~blue # wrong }

Two plus {=two =2} equals four.

Which animal eats which food? { =cat -> cat food =dog -> dog food }

What is a number from 1 to 5? {#1..5}

When was Ulysses S. Grant born? {#
=1822:0 # full
=%50%1822:2 # half}

Who is left out? {
~%50%those who work
~%50%those far away
~%-100%nobody}

Write a short story. {}

Read this first.
"""


def test_every_kind_of_moodles_examples_is_read():
    found = read_gift(EXAMPLES)

    kinds = ["truth", "choice", "short", "match", "number", "number", "choice", "essay", "text"]
    assert [one.kind for one in found] == kinds
    assert {one.category for one in found} == {"city/first"}
    assert (found[0].stem, found[0].title, found[0].line) == ("1+1=2", "Q1", 5)
    assert [answer.feedback for answer in found[1].answers] == ["right; good!", "wrong, it's yellow", "wrong"]
    assert (found[2].stem, found[2].tail) == ("Two plus", "equals four.")
    assert found[3].answers[1] == Answer("dog", FULL, other="dog food")
    assert (found[4].answers[0].text, found[4].answers[0].tolerance) == ("3", Decimal(2))
    assert [int(answer.percent) for answer in found[5].answers] == [100, 50]
    assert found[6].is_several
    assert not found[1].is_several


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("\n\nHow many? {=1 ~2", 3, "never end"),
        ("::title without end", 1, "title"),
        ("One {=1 ~2} two {=2}", 1, "second {"),
        ("What? {right ~wrong}", 1, "begins with ="),
        ("What? {#about three}", 1, "is no number"),
        ("What? {#5..1}", 1, "backwards"),
        ("What? {~%150%much ~none}", 1, "between -100 and 100"),
        ("{=a ~b}", 1, "empty"),
        ("What? {= ~b}", 1, "empty"),
        ("What? {=" + "a" * (LONGEST_TEXT + 1) + " ~b}", 1, "shorten"),
        ("What? {" + "~a" * (MOST_ANSWERS + 1) + "}", 1, "answers"),
        ("a\n\n" * (MOST_QUESTIONS + 1), 2 * MOST_QUESTIONS + 1, "split"),
        ("a" * (MOST_LETTERS + 1), 1, "split"),
    ],
)
def test_a_fault_is_told_with_its_line_and_what_to_do(text, line, says):
    with pytest.raises(GiftError) as refusal:
        read_gift(text)

    assert refusal.value.line == line
    assert says in refusal.value.reason


def test_a_text_made_to_hang_the_reader_is_refused():
    for hostile in ("{" * 50_000, "\\" * 50_001 + "{", "::" * 50_000 + "{", "#" * 50_000, "{=" + "~" * 90):
        with pytest.raises(GiftError):
            read_gift(hostile)


def test_words_that_look_like_a_pair_are_not_written():
    with pytest.raises(GiftError, match="pair"):
        write_gift([Question("short", "Which arrow?", (Answer("a -> b", FULL),))])


WORDS = (
    st.text(st.characters(exclude_categories=("C", "Z")) | st.sampled_from(" \n~=#{}:\\%กข"), min_size=1, max_size=20)
    .map(lambda text: "\n".join(" ".join(line.split()) for line in text.split("\n")).strip())
    .filter(bool)
)
SHARES = st.sampled_from([Decimal(0), Decimal(50), Decimal("33.33333"), Decimal(-100)])
CATEGORIES = st.sampled_from(["", "city", "city/second"])
WRONG = st.builds(Answer, WORDS, SHARES, WORDS | st.just(""))
RIGHT = st.builds(Answer, WORDS, st.just(FULL), WORDS | st.just(""))


def question(kind, answers):
    told = WORDS | st.just("")
    return st.builds(Question, st.just(kind), WORDS, answers, title=told, explanation=told, tail=told)


def some(answers):
    return st.lists(answers, min_size=1, max_size=4).map(tuple)


TYPED = RIGHT.filter(lambda answer: "->" not in answer.text)
HALVES = WORDS.filter(lambda text: "->" not in text)
PAIRS = st.builds(Answer, HALVES, st.just(FULL), other=HALVES)
NUMBERS = st.builds(
    Answer,
    st.decimals(-1000, 1000, places=2).map(lambda value: f"{value:f}"),
    st.sampled_from([FULL, Decimal(50)]),
    tolerance=st.sampled_from([Decimal(0), Decimal("0.5")]),
)
QUESTIONS = st.one_of(
    question("choice", st.tuples(WRONG, RIGHT) | st.tuples(WRONG, WRONG)),
    question("short", some(TYPED)),
    question("match", some(PAIRS)),
    question("number", some(NUMBERS)),
    question("truth", st.tuples(st.builds(Answer, st.sampled_from("TF"), st.just(FULL), WORDS))),
    question("essay", st.just(())),
    st.builds(Question, st.just("text"), WORDS, title=WORDS | st.just("")),
)


@settings(max_examples=150)
@given(st.lists(QUESTIONS, max_size=4))
def test_what_is_written_is_read_back(questions):
    assert read_gift(write_gift(questions)) == questions


def test_categories_are_written_once_and_read_back():
    asked = [Question("text", f"read {n}", category=category) for n, category in enumerate(["a", "a", "b"])]

    written = write_gift(asked)

    assert written.count("$CATEGORY:") == 2
    assert read_gift(written) == asked
