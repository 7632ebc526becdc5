"""Words of accounts: roles, what each may do, and where a role holds."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    CITY_MANAGER = "city_manager", _("City learning manager")
    CITY_OFFICER = "city_officer", _("City officer")
    UNIT_OFFICER = "unit_officer", _("City Unit officer")
    KEEPER = "keeper", _("Keeper of a learning place")
    INSTRUCTOR = "instructor", _("Instructor")
    AUDITOR = "auditor", _("Auditor")
    TEACHER = "teacher", _("School teacher")
    CASE_WORKER = "case_worker", _("Case worker")
    CASE_SUPERVISOR = "case_supervisor", _("Supervisor of case workers")
    FUNDER = "funder", _("Officer of a fund")


class ScopeKind(TextChoices):
    INSTALLATION = "installation", _("Whole installation")
    CITY = "city", _("City")
    ORGANIZATION = "organization", _("Organization")
    PLACE = "place", _("Learning place")
    SCHOOL = "school", _("School")


class Permission(TextChoices):
    CITY_OPEN = "city.open", _("Open a city")
    CITY_READ = "city.read", _("See the city's desk")
    NETWORK_WRITE = "network.write", _("Change partners and agreements")
    PLACES_WRITE = "places.write", _("Change learning places")
    NOTICES_READ = "notices.read", _("See the outbox")
    PEOPLE_READ = "people.read", _("See persons")
    PEOPLE_WRITE = "people.write", _("Add, import and merge persons")
    HERITAGE_WRITE = "heritage.write", _("Change the heritage inventory")
    CATALOG_WRITE = "catalog.write", _("Publish programs and offerings")
    ENROLLMENT_READ = "enrollment.read", _("See who is enrolled")
    ENROLLMENT_WRITE = "enrollment.write", _("Enroll, withdraw and keep hours")
    ROLL_CALL = "roll_call.write", _("Take a roll call")
    SURVEYS_WRITE = "surveys.write", _("Prepare surveys and read single answers")
    SURVEYS_ENTER = "surveys.enter", _("Enter answers to surveys")
    INDICATORS_WRITE = "indicators.write", _("Write down the city's figures")
    REPORTS_WRITE = "reports.write", _("Write the city's reports")
    REPORTS_SIGN = "reports.sign", _("Sign reports and release open data")
    AWARD = "credentials.award", _("Award and revoke credentials")
    PLANNING = "planning.write", _("Plan where learning should be")
    MONEY_READ = "money.read", _("See grants and the books")
    MONEY_ENTER = "money.enter", _("Apply for grants and enter expenses")
    MONEY_APPROVE = "money.approve", _("Approve expenses that somebody else entered")
    MONEY_CLOSE = "money.close", _("Close the books of a month")
    FUND_RUN = "fund.run", _("Run a fund: calls, grants, checking evidence")
    PLANS_READ = "plans.read", _("See the city's whole work plan")
    PLANS_WORK = "plans.work", _("Report on one's own activities of the work plan")
    PLANS_WRITE = "plans.write", _("Write the city's work plan and sign its reports")
    PLANS_SHARED = "plans.shared", _("See what cities share of their work plans")
    PRACTICES_WRITE = "practices.write", _("Write practices, ask other cities and take theirs up")
    PRACTICES_CHECK = "practices.check", _("Check practices for the City Unit")
    AUDIT_READ = "audit.read", _("Read the audit record")
    ROLES_GRANT = "roles.grant", _("Give and end roles")
    REGISTERS_READ = "registers.read", _("See school registers")
    REGISTERS_WRITE = "registers.write", _("Keep and import school registers")
    FLAGS_READ = "flags.read", _("See which children should be looked at")
    FLAG_RULES_WRITE = "flags.rules", _("Change the early-warning rules")
    CONCERNS_RAISE = "support.raise", _("Tell of a child who may be in difficulty")
    CASES_WORK = "support.work", _("Work on the cases one is trusted with")
    CASES_SUPERVISE = "support.supervise", _("Supervise the case workers of a city")
    SUPPORT_COUNT = "support.count", _("See support as counts, without children")
