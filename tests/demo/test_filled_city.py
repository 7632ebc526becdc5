"""The demo city as it is filled: what stands in it, and what each of the cast and of the neighbours can get out of it.

Filled and walked through once for all tests of this file.
"""

from __future__ import annotations

import re

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from addresses import Known, pages
from demo.hostile import MARK, hostile_addresses
from demo.neighbours import n_rows, said_plainly, tried_everywhere, with_every_role
from demo.walking import FROM_AFAR, PLANTED, TRUSTED, Walked, somebody, telling, walk
from markup import faults_of
from mueang.apps.catalog.models import Offering, Session
from mueang.apps.credentials.models import Award
from mueang.apps.enrollment import tasks
from mueang.apps.enrollment.models import AbsenceAlert, Apology, Enrollment
from mueang.apps.flags.models import Flag, RuleSet, SecondOpinion
from mueang.apps.handover.models import Handover
from mueang.apps.heritage.models import HeritageItem
from mueang.apps.network.models import City, Organization
from mueang.apps.outcomes.models import Outcome, OutcomeCheck, Proposal
from mueang.apps.outcomes.queries import public_lineage
from mueang.apps.people.models import Person
from mueang.apps.support.models.cases import Case, Child
from mueang.demo.sign_ins import ACCOUNTS, PASSWORD
from wanderer import ask, format_of, pattern_of

pytestmark = pytest.mark.django_db
OF_ANOTHER_CITY = re.compile(r"/desk/(?!yala/)")
# Doors for everybody, whichever city they are of: what is public, what a secret key opens, and one's own devices.
FOR_EVERYBODY = (
    "public",
    "api",
    "verify",
    "tell",
    "still_true",
    "answers",
    "answers_to",
    "partner_answer",
    "unsubscribe",
)
OPEN_PAGES = {
    *("award_jwt", "award_png", "lti_to", "achievement_json", "endorsement_json"),
    *("did", "award_json", "award_svg", "award_pdf", "heritage_picture_file", "photo_file", "mapping:join"),
    *("learner:here", "campaigns:wishes", "campaigns:line"),
    *("notices:device_join", "notices:mine", "notices:read_all", "account_reset_password_from_key"),
}
# Rows that cities share: what is measured, accounts of the books, calls of a fund, checked practices, partners of all.
SHARED_ROWS = {
    *("indicators:check", "indicators:indicator", "indicators:figure", "ledger:account", "city_grants:apply"),
    *("practices:practice", "practices:question", "practices:adopt", "practices:give_back", "network:agreement_add"),
    *("indicators:derived_one", "indicators:derived_rows", "indicators:framework", "privacy:rule"),
    # Struck already or never there: the same answer.
    "plans:source_delete",
}
# What opens a page by itself, whoever brings it.
SECRETS = {"ticket", "token", "key", "sealed"}
# Rows that the demo has none of; the tests of their apps ask for them as a stranger.
NOT_IN_THE_DEMO = {
    *("mfa_remove_webauthn", "mfa_edit_webauthn", "unit:opening", "my_assessments:file", "keeper:signed_picture"),
    *("keeper:signed_replace", "people:end_guardian", "heritage:picture_describe", "heritage:picture_remove"),
    *("catalog:photo_describe", "catalog:photo_remove", "enrollment:absence_call", "enrollment:release_hold"),
    *("enrollment:correct", "planning:drop", "support:access_end", "support:visit_photo", "surveys:paper_choose"),
    *("practices:came", "practices:answer", "network:document", "network:settle", "registers:answer"),
    *("credentials:unalign", "credentials:withdraw_endorsement", "heritage:telling_change", "heritage:telling_remove"),
    *("heritage_telling_file", "my_data:agree", "notices:arrived", "notices:copied", "notices:read", "notices:retry"),
    *("privacy:copy", "privacy:press_breach", "signins:end"),
}


def test_the_demo_fills_every_room_with_invented_people(filled, client, demo_folder):
    today = timezone.localdate()
    forum = Offering.objects.get(starts_on="2023-11-04")

    assert not Person.objects.filter(is_invented=False).exclude(roster_rows__isnull=False).exists()
    assert Session.objects.filter(offering=forum, starts_at__date="2023-11-04").count() == 4
    assert forum.enrollments.count() >= 200
    assert forum.enrollments.filter(state="completed").count() > 100
    assert Session.objects.filter(starts_at__date=today).exists()
    assert not Apology.objects.filter(session__starts_at__date__lte=today).exists()
    assert Award.objects.count() == 3
    assert Handover.objects.get().things.count() >= 2
    assert not HeritageItem.objects.filter(is_published=True, is_sacred=True).exists()
    assert Enrollment.objects.filter(state="waitlisted").exists()
    assert (demo_folder / "demo" / "cohort-2.xlsx").exists()
    for account in ACCOUNTS:
        assert client.login(username=account.username, password=PASSWORD)
    learner = Person.objects.get(user__username="learner")
    assert learner.awards.exists()
    assert learner.enrollments.count() == 2
    assert set(Proposal.objects.values_list("state", flat=True)) >= {
        "proposed",
        "talking",
        "drafted",
        "published",
        "declined",
    }
    assert {"business", "work", "teaching", "study", "looking"} == set(Outcome.objects.values_list("kind", flat=True))
    assert OutcomeCheck.objects.count() == 1
    assert public_lineage(city=filled, slug="pelangi-cloth").n_generations == 3
    flags = Flag.objects.filter(city=filled)
    assert {"open", "answered"} <= set(flags.values_list("state", flat=True))
    assert not flags.filter(pupil__is_invented=False).exists()
    assert list(SecondOpinion.objects.values_list("state", flat=True)) == ["valid", "refused"]
    live = SecondOpinion.objects.live().get()
    assert live.report["judges"]["glass_box"]["auc"] > live.report["judges"]["school"]["auc"]
    assert live.opinions.count() == flags.count()
    assert RuleSet.objects.live().count() == RuleSet.objects.drafts().count() == 1
    assert len(set(Case.objects.filter(child__family_name="ตัวอย่าง").values_list("state", flat=True))) == 7
    assert not Child.objects.filter(is_invented=False).exists()
    tasks.run(timezone.now())
    assert AbsenceAlert.objects.open().count() >= 2
    with pytest.raises(CommandError, match="already"):
        call_command("demo", people=400)


@pytest.fixture(scope="module")
def walked(filled: City, django_db_blocker: object) -> Walked:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        return walk()


def test_no_address_tells_of_a_child_outside_their_need_to_know(walked):
    answers, children = walked.answers, walked.children

    assert all(walked.planted.values()), walked.planted
    assert len({pattern_of(answer.address) for met in answers.values() for answer in met}) > 100
    assert telling(answers["caseworker"])
    assert telling(answers["supervisor"])
    assert {name: telling(met) for name, met in answers.items() if name not in TRUSTED and telling(met)} == {}
    assert any(children.search(answer.text) for answer in answers["manager"]), "no child's name is there to be found"
    files = {format_of(answer.address) for name in FROM_AFAR for answer in answers[name] if answer.status == 200}
    assert files >= {".xlsx", ".csv", ".ics", ".json"}, files
    assert {
        f"{name} {answer.address}"
        for name in FROM_AFAR
        for answer in answers[name]
        if children.search(f"{answer.address} {answer.text}")
    } == set()
    assert not [answer.address for met in answers.values() for answer in met if answer.status >= 500]
    assert not any(PLANTED in line for line in walked.heard.lines)
    assert not any(PLANTED in str(vars(row)) for row in (*walked.events, *walked.notices))


def test_no_page_misleads_who_listens_to_it(walked):
    pages = {
        pattern_of(answer.address): answer.text
        for met in walked.answers.values()
        for answer in met
        if answer.status == 200 and answer.text.lstrip().startswith("<!DOCTYPE html>")
    }

    assert len(pages) > 100
    assert {pattern: faults for pattern, text in pages.items() if (faults := faults_of(text))} == {}


def test_nobody_of_another_city_gets_through_any_door(walked, monkeypatch):
    monkeypatch.setattr("mueang.config.urls.handler404", said_plainly, raising=False)
    neighbour, n_before = with_every_role(City.objects.get(slug="elsewhere")), n_rows()
    of_all = set(map(str, Organization.objects.filter(city=None).values_list("uuid", flat=True)))
    links = [link for link in walked.links if not (OF_ANOTHER_CITY.match(link) or of_all & set(link.split("/")))]
    known = Known(sorted(links))
    addresses = {
        page: known.address_of(page)
        for page in pages()
        if not (page.name.startswith(FOR_EVERYBODY) or page.name in OPEN_PAGES or page.parameters & SECRETS)
    }

    answers = list(tried_everywhere(neighbour, {page: at for page, at in addresses.items() if at}, own="elsewhere"))

    assert {page.name for page, address in addresses.items() if not address} <= NOT_IN_THE_DEMO
    assert len(addresses) > 500
    assert [str(one) for one in answers if not one.is_shut and one.page not in SHARED_ROWS] == []
    assert n_rows() == n_before


def test_no_parameter_breaks_a_page_or_stands_in_it_as_it_came(walked):
    broken, n_asked = [], 0
    for name in ("manager", "supervisor", "stranger"):
        client = somebody(name)
        for address in hostile_addresses(walked.answers[name]):
            answer, n_asked = ask(client, address), n_asked + 1
            if answer.status >= 500 or MARK in answer.text:
                broken.append(f"{name} {answer.status} {address[:300]}")

    assert broken == []
    assert n_asked > 60
