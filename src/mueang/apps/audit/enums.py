"""Words of the audit record."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

GENESIS_HASH = "0" * 64
INSTALLATION_BOOK = "installation"


class FaultKind(TextChoices):
    CHANGED = "changed", _("was changed after it was written")
    MISSING = "missing", _("is missing")
    OUT_OF_PLACE = "out_of_place", _("does not follow the event before it")
    CUT_OFF = "cut_off", _("is missing: the book's end was cut off")
    BEYOND_HEAD = "beyond_head", _("was added past the end of the book")
    WRONG_HEAD = "wrong_head", _("is the last, but the book's head names another")


# What the record writes is a code for ever; this is how it is read out.
VERB_WORDS = {
    "read": _("Read a protected row"),
    "account.invited": _("Invited a colleague"),
    "agreement.changed": _("Changed an agreement"),
    "agreement.signed": _("Signed an agreement"),
    "city.opened": _("Opened the city"),
    "consent.given": _("Recorded a consent"),
    "consent.withdrawn": _("Withdrew a consent"),
    "contribution.changed": _("Changed a contribution"),
    "contribution.promised": _("Recorded a promised contribution"),
    "credentials.achievement_defined": _("Defined an achievement"),
    "credentials.awarded": _("Awarded a credential"),
    "credentials.batch_awarded": _("Awarded credentials in a batch"),
    "credentials.issuer_opened": _("Opened an issuer"),
    "credentials.key_rotated": _("Changed the issuer's key"),
    "credentials.revoked": _("Revoked a credential"),
    "credentials.run_started": _("Began awarding a cohort"),
    "data_request.answered": _("Answered a data request"),
    "data_request.opened": _("Recorded a data request"),
    "enrollment.all_assessed": _("Assessed all learners"),
    "enrollment.assessed": _("Assessed a learner"),
    "enrollment.entered": _("Entered learners"),
    "enrollment.exported": _("Took away the list of learners"),
    "enrollment.joined": _("Joined an activity"),
    "enrollment.promoted": _("Moved up from the waiting list"),
    "enrollment.released": _("Released seats"),
    "enrollment.settled": _("Decided who completed"),
    "enrollment.waitlisted": _("Joined the waiting list"),
    "enrollment.withdrawn": _("Withdrew a learner"),
    "guardianship.added": _("Recorded a guardian"),
    "guardianship.ended": _("Ended a guardianship"),
    "heritage.changed": _("Changed a heritage entry"),
    "heritage.holder_added": _("Recorded a holder"),
    "heritage.holder_changed": _("Changed a holder"),
    "heritage.holder_removed": _("Removed a holder"),
    "heritage.lineage_added": _("Recorded who taught whom"),
    "heritage.lineage_removed": _("Removed who taught whom"),
    "heritage.published": _("Showed a heritage entry in public"),
    "heritage.recorded": _("Recorded a heritage entry"),
    "heritage.withdrawn": _("Hid a heritage entry from the public"),
    "neighbourhoods.added": _("Added neighbourhoods"),
    "network.facts_loaded": _("Loaded public facts"),
    "notice.copied": _("Took a notice to pass on"),
    "notice.retried": _("Sent a notice again"),
    "offering.cancelled": _("Cancelled an activity"),
    "offering.changed": _("Changed an activity"),
    "offering.finished": _("Closed an activity as held"),
    "offering.discarded": _("Discarded a draft activity"),
    "offering.instructor_added": _("Named an instructor"),
    "offering.instructor_removed": _("Removed an instructor"),
    "offering.opened": _("Drafted an activity"),
    "offering.published": _("Published an activity"),
    "offering.sessions_planned": _("Planned sessions"),
    "offering.verified": _("Confirmed an activity"),
    "organization.added": _("Added a partner"),
    "organization.changed": _("Changed a partner"),
    "people.added": _("Added persons"),
    "people.exported": _("Took away the list of persons"),
    "person.added": _("Added a person"),
    "person.changed": _("Changed a person"),
    "person.copied": _("Gave out a copy of a person's data"),
    "person.merged": _("Merged two entries of a person"),
    "place.added": _("Added a learning place"),
    "place.changed": _("Changed a learning place"),
    "place.closed": _("Closed a learning place"),
    "place.reopened": _("Reopened a learning place"),
    "place.verified": _("Confirmed a learning place"),
    "program.changed": _("Changed a program"),
    "program.opened": _("Opened a program"),
    "role.ended": _("Ended a role"),
    "role.given": _("Gave a role"),
    "roll.saved": _("Saved a roll call"),
    "roster.columns_chosen": _("Chose the columns of a list"),
    "roster.confirmed": _("Confirmed a list from Excel"),
    "roster.corrections_taken": _("Took away a list's corrections"),
    "roster.discarded": _("Discarded a list from Excel"),
    "roster.purged": _("An unconfirmed list expired"),
    "roster.row_corrected": _("Corrected a row of a list"),
    "roster.row_decided": _("Decided about a row of a list"),
    "roster.rows_corrected": _("Corrected rows of a list"),
    "roster.rows_decided": _("Decided about rows of a list"),
    "roster.staged": _("Uploaded a list from Excel"),
    "session.cancelled": _("Cancelled a session"),
    "session.changed": _("Changed a session"),
}

# What was changed or read: the kind of row, by `app.model` as the target says it.
TARGET_WORDS = {
    "accounts.user": _("Account"),
    "catalog.offering": _("Offering"),
    "catalog.program": _("Program"),
    "catalog.session": _("Session"),
    "credentials.achievement": _("Achievement"),
    "credentials.award": _("Award"),
    "credentials.awardrun": _("Award run"),
    "credentials.issuer": _("Issuer"),
    "enrollment.enrollment": _("Enrollment"),
    "enrollment.party": _("Party"),
    "heritage.heritageitem": _("Heritage item"),
    "network.agreement": _("Agreement"),
    "network.city": _("City"),
    "network.contribution": _("Contribution"),
    "network.network": _("Network"),
    "network.organization": _("Partner organization"),
    "notices.notice": _("Notice"),
    "people.person": _("Person"),
    "people.roster": _("Roster"),
    "places.place": _("Place"),
}
