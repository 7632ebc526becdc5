"""What each tag and filter says, and that hostile text stays text."""

from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

HOSTILE = '"><script>alert(1)</script>'


class Form(forms.Form):
    full_name = forms.CharField(label="ชื่อ", help_text="ตามบัตร")
    born_on = forms.DateField(label="วันเกิด", required=False)
    choice = forms.ChoiceField(label="เลือก", choices=[("a", "ก")], widget=forms.RadioSelect)
    agrees = forms.BooleanField(label="ยินยอม", help_text="อ่านก่อน")
    token = forms.CharField(widget=forms.HiddenInput)


def render(source: str, *, request: HttpRequest | None = None, **context: Any) -> str:
    """The component with its white space evened out."""
    template = engines["django"].from_string(source)
    return " ".join(template.render(context, request or RequestFactory().get("/desk/people/?q=ก&page=2")).split())


@pytest.mark.parametrize(("language", "said"), [("th", "ยะลา"), ("en", "Yala")])
def test_name_follows_the_language(language: str, said: str) -> None:
    city = SimpleNamespace(name_th="ยะลา", name_en="Yala")

    with translation.override(language):
        assert render("{{ city|name }}/{% name_of city %}", city=city) == f"{said}/{said}"


def test_name_falls_back_to_the_language_that_is_filled() -> None:
    with translation.override("en"):
        assert render("{{ a|name }}", a={"name_th": "ยะลา", "name_en": ""}) == "ยะลา"
        assert render("{{ a|name }}", a="ป้ายชื่อ") == "ป้ายชื่อ"
        assert render("{{ a|name }}|{{ b|field:'about' }}|{{ c|field:'about' }}", a=None, b=None, c={}) == "||"


@pytest.mark.parametrize(
    "source",
    [
        "{{ x|name }}",
        "{% badge x x %}",
        "{% icon 'check' label=x %}",
        "{% alert x x %}",
        "{% stat x x href=x source=x %}",
        "{% progress 1 2 label=x %}",
        "{% empty_state x x x href=x label=x %}",
        "{% crumbs x x %}",
        "{% nav_link x x x %}",
        "{% bar_chart rows title=x unit=x source=x %}",
        "{% area_map areas markers title=x %}",
    ],
)
def test_text_is_escaped_in_every_component(source: str) -> None:
    square = {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]}

    html = render(
        source, x=HOSTILE, rows=[(HOSTILE, 3)], areas=[(HOSTILE, square)], markers=[(0.5, 0.5, HOSTILE, HOSTILE)]
    )

    assert "<script" not in html
    assert "alert(1)" in html


def test_a_crumb_is_a_word_or_a_row_that_says_what_it_is() -> None:
    class Row:
        def __str__(self) -> str:
            return f"ป.4/1{HOSTILE}"

    for source in ("{% crumbs row '' %}", "{% crumbs row '/x/' %}", "{% nav_link '/x/' row %}"):
        html = render(source, row=Row())
        assert "ป.4/1&quot;" in html
        assert "<script" not in html


def test_an_icon_is_decoration_unless_it_is_named() -> None:
    assert 'aria-hidden="true"' in render("{% icon 'check' %}")
    assert 'role="img" aria-label="มา"' in render("{% icon 'check' label='มา' %}")
    assert render("{% icon 'no-such-icon' %}") == render("{% icon 'star' %}")


def test_stat_shows_the_number_its_source_and_the_way_to_its_rows() -> None:
    with translation.override("th"):
        html = render("{% stat 1284 'คน' href='/rows/' source='การเช็กชื่อ' %}")

    assert "1,284" in html
    assert 'href="/rows/"' in html
    assert "ที่มา: การเช็กชื่อ" in html
    assert "<a" not in render("{% stat '72%' 'คน' %}")


def test_progress_of_nothing_still_draws() -> None:
    assert 'value="0" max="1"' in render("{% progress 0 0 %}")
    assert 'value="1500" max="2000"' in render("{% progress 1500 2000 %}")


@pytest.mark.parametrize(
    ("source", "current"), [("'/desk/'", "true"), ("'/desk/people/'", "page"), ("'/desk/places/'", "")]
)
def test_nav_link_says_where_you_are(source: str, current: str) -> None:
    html = render(f"{{% nav_link {source} 'คน' 'users' %}}")

    assert (f'aria-current="{current}"' in html) == bool(current)


def test_nav_link_leaves_the_light_to_a_link_of_its_own_below() -> None:
    here = "/desk/"

    assert "aria-current" in render(f"{{% nav_link '{here}' 'โต๊ะ' apart='/elsewhere/' %}}")
    assert "aria-current" not in render(f"{{% nav_link '{here}' 'โต๊ะ' apart='/desk/' %}}")


def test_an_exact_nav_link_is_lit_in_the_folders_it_names_too() -> None:
    """The tests read /desk/people/."""
    assert "aria-current" in render("{% nav_link '/desk/' 'โต๊ะ' exact=True also='cases people' %}")
    assert "aria-current" not in render("{% nav_link '/desk/' 'โต๊ะ' exact=True also='cases' %}")


def test_nav_link_may_insist_on_the_exact_page() -> None:
    assert "aria-current" not in render("{% nav_link '/desk/' 'โต๊ะ' exact=True %}")
    assert "aria-current" not in render("{% nav_link '' 'ไม่มีที่อยู่' %}")


def test_a_group_of_links_without_links_has_no_heading_either() -> None:
    assert (
        render("{% nav_group 'งาน' %}  {% if no %}{% nav_link '/x/' 'คน' %}{% endif %}{% endnav_group %}").strip() == ""
    )
    html = render("{% nav_group label %}{% nav_link '/x/' 'คน' %}{% endnav_group %}", label="งาน & คน")
    assert html.startswith('<li class="desk-group"><span>งาน &amp; คน</span><ul>')
    assert html.count("<li") == 2


def test_pagination_keeps_the_question_and_hides_on_one_page() -> None:
    html = render("{% pagination page %}", page=Paginator(range(100), 10).page(2))

    assert "?q=%E0%B8%81&amp;page=3" in html
    assert 'aria-current="page"' in html
    assert render("{% pagination page %}", page=Paginator(range(3), 10).page(1)).strip() == ""


def test_language_links_lead_to_this_very_page() -> None:
    request = RequestFactory().get("/ui/?q=1")

    with translation.override("th"):
        assert 'href="/en/ui/?q=1"' in render("{% language_links %}{% front_page %}", request=request)
    with translation.override("en"):
        html = render("{% language_links %}{% front_page %}", request=RequestFactory().get("/en/ui/?q=1"))
        assert 'href="/ui/?q=1" lang="th"' in html
        assert html.endswith("/en/")


def test_language_links_survive_a_page_without_request() -> None:
    engine = engines["django"]

    assert 'href="/' in engine.from_string("{% language_links %}{% nav_link '/' 'x' %}").render({})


def test_field_ties_label_help_and_error_together() -> None:
    form = Form({"full_name": "", "choice": "a"})
    form.is_valid()

    html = render("{% field form.full_name %}", form=form)

    assert '<label for="id_full_name">' in html
    assert 'aria-describedby="id_full_name_helptext id_full_name_error"' in html
    assert 'id="id_full_name_helptext"' in html
    assert 'id="id_full_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_field_says_what_is_optional_and_takes_another_label() -> None:
    with translation.override("th"):
        assert "(ไม่บังคับ)" in render("{% field form.born_on %}", form=Form())
        assert "(ไม่บังคับ)" not in render("{% field form.full_name %}", form=Form())
        assert ">ชื่อเต็ม " in render("{% field form.full_name label='ชื่อเต็ม' %}", form=Form())


def test_choices_are_a_fieldset_and_a_tick_stands_before_its_label() -> None:
    choice, tick = render("{% field form.choice %}", form=Form()), render("{% field form.agrees %}", form=Form())

    assert "<legend>เลือก" in choice
    assert tick.index("<input") < tick.index("<label")
    assert 'id="id_agrees_helptext"' in tick


def test_fields_shows_every_field_and_sends_the_hidden_ones() -> None:
    html = render("{% fields form %}", form=Form())

    assert [f'name="{name}"' in html for name in ("full_name", "born_on", "choice", "agrees", "token")] == [True] * 5
    assert "alert" not in html


def test_form_errors_lead_to_their_fields() -> None:
    form = Form({"full_name": ""})
    form.add_error(None, "เต็มแล้ว")

    html = render("{% form_errors form %}", form=form)

    assert 'href="#id_full_name"' in html
    assert 'href="#id_choice_0"' in html
    assert "#id_token" not in html
    assert "เต็มแล้ว" in html
    assert render("{% form_errors form %}", form=Form()).strip() == ""


def test_a_chart_is_a_table_and_says_what_was_not_measured() -> None:
    with translation.override("th"):
        html = render(
            "{% bar_chart rows title='ความสนใจ' unit='คน' source='แบบสำรวจ' %}", rows=[("ทอผ้า", 12), ("ดนตรี", None)]
        )

    assert "<caption>ความสนใจ</caption>" in html
    assert "ยังไม่ได้วัด" in html
    assert "ที่มา: แบบสำรวจ" in html


def test_a_map_lists_the_places_it_marks() -> None:
    html = render("{% area_map areas markers title='แผนที่' %}", areas=[], markers=[(6.5, 101.2, "อุทยาน", "/p/1/")])

    assert html.count('href="/p/1/"') == 2
    assert 'aria-label="1. อุทยาน"' in html
    assert "map-list" not in render("{% area_map areas %}", areas=[])


def test_a_table_head_names_its_columns_and_puts_numbers_to_the_right():
    drawn = render('{% table_head "Name" "#" hostile "Place" %}', hostile=HOSTILE)

    assert drawn.count('<th scope="col"') == 3
    assert drawn.count('class="num"') == 1
    assert "<script>" not in drawn
    assert drawn.index("Name") < drawn.index("num") < drawn.index("Place")
