"""Refusals of enrollment, named as facts."""

from mueang.apps.enrollment.errors.faces import *  # noqa: F403
from mueang.apps.enrollment.errors.moodle import *  # noqa: F403
from mueang.apps.enrollment.errors.refusals import *  # noqa: F403  every refusal there is public
from mueang.apps.enrollment.errors.rounds import *  # noqa: F403
from mueang.apps.enrollment.errors.seats import *  # noqa: F403
from mueang.apps.enrollment.errors.signed_sheets import *  # noqa: F403
