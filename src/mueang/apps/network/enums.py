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
    HEALTH = "health", _("Hospital or health center")
    CULTURE = "culture", _("Museum, artists or culture office")
    MEDIA = "media", _("Press, radio or community media")
    AGENCY = "agency", _("Public agency")
    INTERNATIONAL = "international", _("International organization")


class ContributionKind(TextChoices):
    PEOPLE = "people", pgettext_lazy("contribution", "People")
    ROOMS = "rooms", _("Rooms")
    HOURS = "hours", pgettext_lazy("contribution", "Hours")
    MONEY = "money", _("Money")
    DATA = "data", _("Data")


class Sector(TextChoices):
    """The sides of a city that a learning city brings together."""

    GOVERNMENT = "government", _("Local government and agencies")
    EDUCATION = "education", _("Schools and universities")
    HEALTH = "health", _("Health")
    CULTURE = "culture", _("Culture and learning places")
    FAITH = "faith", _("Faith")
    CIVIL = "civil", _("Communities and foundations")
    BUSINESS = "business", _("Business")
    FUNDS = "funds", _("Funds and supporters")
    MEDIA = "media", _("Media")


SECTOR_OF = {
    OrganizationKind.MUNICIPALITY: Sector.GOVERNMENT,
    OrganizationKind.AGENCY: Sector.GOVERNMENT,
    OrganizationKind.UNIVERSITY: Sector.EDUCATION,
    OrganizationKind.SCHOOL: Sector.EDUCATION,
    OrganizationKind.CITY_UNIT: Sector.EDUCATION,
    OrganizationKind.HEALTH: Sector.HEALTH,
    OrganizationKind.CULTURE: Sector.CULTURE,
    OrganizationKind.LEARNING_PARK: Sector.CULTURE,
    OrganizationKind.RELIGIOUS: Sector.FAITH,
    OrganizationKind.COMMUNITY: Sector.CIVIL,
    OrganizationKind.ENTERPRISE: Sector.BUSINESS,
    OrganizationKind.FUND: Sector.FUNDS,
    OrganizationKind.INTERNATIONAL: Sector.FUNDS,
    OrganizationKind.MEDIA: Sector.MEDIA,
}
# Whom to ask first where nobody of a sector carries anything.
WHOM_TO_ASK = {
    Sector.GOVERNMENT: _("Ask the provincial offices of education, labor, and social development."),
    Sector.EDUCATION: _(
        "Ask the schools of the municipality, the nearest university and the learning encouragement center."
    ),
    Sector.HEALTH: _("Ask the hospital, the health center and the village health volunteers."),
    Sector.CULTURE: _("Ask the museum, the library, the culture office and the local scholars."),
    Sector.FAITH: _("Ask the temples, mosques and churches that people already go to."),
    Sector.CIVIL: _("Ask the community committees, the elders' clubs and local foundations."),
    Sector.BUSINESS: _("Ask the chamber of commerce, the market and the employers who look for people."),
    Sector.FUNDS: _("Ask the City Unit which funds have an open call."),
    Sector.MEDIA: _("Ask the community radio and the pages that the city's people read."),
}


class ActionArea(TextChoices):
    """What partners carry, after the focus areas of the UNESCO Key Features of Learning Cities."""

    BASIC = "basic", _("Learning in school")
    INCLUSION = "inclusion", _("Children and adults left out")
    FAMILY = "family", _("Learning in families and communities")
    WORK = "work", _("Skills, work and business")
    DIGITAL = "digital", _("Digital learning")
    QUALITY = "quality", _("Teachers and quality")
    READING = "reading", _("Love of learning and reading")
    HEALTH = "health", _("Health and well-being")
    HERITAGE = "heritage", _("Local wisdom and culture")
    GREEN = "green", _("Environment and sustainability")


class Verdict(TextChoices):
    RIGHT = "right", _("Everything is as written here")
    DIFFERS = "differs", _("Something is not right")


# First words of addresses that are the software's own; `city_by_slug` never meets them.
# fmt: off
RESERVED_SLUGS = frozenset({
    "about", "accounts", "admin", "api", "assets", "audit", "city", "cities", "credentials", "data", "demo",
    "desk", "docs", "favicon", "healthz", "help", "home", "i18n", "keeper", "learn", "line", "login", "logout",
    "media", "metrics", "my", "mueang", "network", "new", "notices", "open", "partner", "people", "places", "robots",
    "robots-txt", "search", "settings", "sitemap", "static", "status", "support", "ui", "unit", "unsubscribe",
    "verify",
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
