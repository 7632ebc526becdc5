"""What a person may type about places, cities to be opened, and roles."""

from mueang.apps.places.forms.cities import AreaSearchForm, OpenCityForm
from mueang.apps.places.forms.places import NearForm, PlaceFilterForm, PlaceForm
from mueang.apps.places.forms.roles import GiveRoleForm, InviteForm

__all__ = [
    "AreaSearchForm",
    "GiveRoleForm",
    "InviteForm",
    "NearForm",
    "OpenCityForm",
    "PlaceFilterForm",
    "PlaceForm",
]
