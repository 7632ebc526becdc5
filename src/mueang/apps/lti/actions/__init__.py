"""Changes to learning systems and launches."""

from mueang.apps.lti.actions.launches import Begun, Landed, begin_launch, land_launch
from mueang.apps.lti.actions.platforms import close_platform, register_platform

__all__ = ["Begun", "Landed", "begin_launch", "close_platform", "land_launch", "register_platform"]
