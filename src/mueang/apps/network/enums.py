"""Words of the network."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy


class CityKind(TextChoices):
    CITY_MUNICIPALITY = "city_municipality", _("City municipality")
    TOWN_MUNICIPALITY = "town_municipality", _("Town municipality")
    SUBDISTRICT_MUNICIPALITY = "subdistrict_municipality", _("Subdistrict municipality")
    SUBDISTRICT_ORGANIZATION = "subdistrict_organization", _("Subdistrict administrative organization")
    PROVINCE = "province", _("Province")
    DISTRICT = "district", _("District")


class NetworkKind(TextChoices):
    GNLC = "gnlc", _("UNESCO Global Network of Learning Cities")
    CITTASLOW = "cittaslow", _("Cittaslow")
    PROGRAMME = "programme", _("National programme")


class OrganizationKind(TextChoices):
    MUNICIPALITY = "municipality", _("Municipality")
    UNIVERSITY = "university", _("University")
    FUND = "fund", _("Fund")
    CITY_UNIT = "city_unit", _("City Unit")
    SCHOOL = "school", _("School")
    LEARNING_PARK = "learning_park", _("Learning park or library")
    RELIGIOUS = "religious", _("Temple, mosque or church")
    COMMUNITY = "community", _("Community or foundation")
    ENTERPRISE = "enterprise", _("Enterprise")
    AGENCY = "agency", _("Public agency")
    INTERNATIONAL = "international", _("International organization")


class ContributionKind(TextChoices):
    PEOPLE = "people", pgettext_lazy("contribution", "People")
    ROOMS = "rooms", _("Rooms")
    HOURS = "hours", pgettext_lazy("contribution", "Hours")
    MONEY = "money", _("Money")
    DATA = "data", _("Data")


# First words of addresses that are the software's own; `city_by_slug` never meets them.
# fmt: off
RESERVED_SLUGS = frozenset({
    "about", "accounts", "admin", "api", "assets", "audit", "city", "cities", "credentials", "data", "demo",
    "desk", "docs", "favicon", "healthz", "help", "home", "i18n", "keeper", "learn", "line", "login", "logout",
    "media", "metrics", "my", "mueang", "network", "new", "notices", "open", "people", "places", "robots", "robots-txt",
    "search", "settings", "sitemap", "static", "status", "support", "ui", "unit", "unsubscribe", "verify",
    "well-known", "www",
})
# fmt: on
SHORTEST_SLUG = 3  # two letters are a language

# Sources of the packaged facts that say something beside their addresses: shown in the reader's language.
SOURCE_WORDS = (
    gettext_noop("https://sureanot.com (copy of a Bangkok Post report, February 2024: Chiang Rai 2019)"),
    gettext_noop("https://webarchive.unesco.org/web/20190610192729 (new membership rules)"),
    gettext_noop("https://www.cittaslow.org (news of the third conference of the Taiwan alliance)"),
    gettext_noop(
        "https://www.nationthailand.com/news/world/40059287 (4 December 2025); https://www.thailand.go.th/"
        "issue-focus-detail/unesco-adds-three-thai-cities-to-its-global-network-of-learning-cities"
    ),
)
