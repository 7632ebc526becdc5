"""Our Thai for the phrases of Django and of the sign-in pages stands before theirs."""

import polib
import pytest
from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise

from mueang.ui.apps import Ui
from mueang.ui.wording import accounts, forms

PHRASES = [phrase for phrase in (*forms.WORDING, *accounts.WORDING) if not isinstance(phrase, Promise)]


@pytest.mark.parametrize("phrase", PHRASES)
def test_library_phrases_are_said_in_our_thai(phrase: str) -> None:
    catalogue = polib.pofile(f"{settings.PACKAGE_DIR}/ui/locale/th/LC_MESSAGES/django.po")
    ours = catalogue.find(phrase)

    with translation.override("th"):
        assert ours is not None
        assert translation.gettext(phrase) == ours.msgstr


def test_our_catalogue_and_templates_come_before_the_libraries() -> None:
    order = settings.INSTALLED_APPS

    assert order.index(Ui.name) < order.index("allauth")
