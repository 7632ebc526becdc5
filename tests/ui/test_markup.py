"""The suite's own reader of markup finds what it looks for, and nothing in a sound page."""

import pytest

from markup import faults_of

PAGE = "<!DOCTYPE html><title>t</title><h1>h</h1>"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('<p id="a">x</p><p id="a">y</p>', "id 'a' stands 2 times"),
        ('<label for="nobody">x</label>', "for='nobody' points at nothing"),
        ('<p aria-describedby="here nobody" id="here">x</p>', "aria-describedby='nobody' points at nothing"),
        ('<input id="a" name="a">', "<input> without a label: {'id': 'a', 'name': 'a'}"),
        ("<select></select>", "<select> without a label: {}"),
        ('<a href="/"><svg aria-hidden="true"><path d="M0"/></svg></a>', "<a> that says nothing: {'href': '/'}"),
        ("<table><tr><th> </th></tr></table>", "<th> that says nothing: {}"),
        ('<a href="/">x <button type="button">y</button></a>', "<button> within another link or button"),
        ("<p>x <span><form></form></span></p>", "<form> within a paragraph, span, label or heading"),
        ("<ul><div>x</div></ul>", "<div> in a list, and no line of it"),
        ("<h3>x</h3>", "<h3> follows <h1>"),
        (
            '<section aria-label="x y"></section><section aria-labelledby="a"><h2 id="a">x  <b>y</b></h2></section>',
            "2 sections are called 'x y'",
        ),
    ],
)
def test_what_misleads_a_listener_is_found(wrong, said):
    assert faults_of(PAGE + wrong) == [said]


def test_a_sound_page_has_no_fault():
    sound = (
        '<label for="a">x</label><input id="a" aria-describedby="b"><p id="b">y</p><input type="hidden" name="c">'
        '<label>z <input type="checkbox"></label><a href="/" aria-label="home"><svg></svg></a>'
        '<a href="/"><img alt="m"></a><h2><svg role="img"><title>w</title></svg></h2>'
        '<select aria-label="v"><option></option></select><br><ul><li><p>x</p></li></ul><p>x</p><h3>y</h3><h2>z</h2>'
        '<section aria-label="x"></section><section aria-label="x" hidden></section>'
        '<section aria-labelledby="b d"><h2 id="d">q</h2><div role="region" aria-labelledby="d"></div></section>'
        '<template><a href="/" data-said="name"></a></template>'
    )

    assert faults_of(PAGE + sound) == []
