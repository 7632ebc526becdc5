"""What a citizen may type: what they look for, and who comes along."""

from mueang.desks.public.forms.browsing import HeritageForm
from mueang.desks.public.forms.commenting import CommentForm
from mueang.desks.public.forms.groups import GroupForm
from mueang.desks.public.forms.joining import JoinForm
from mueang.desks.public.forms.rounds import ChangeWishesForm, WishForm
from mueang.desks.public.forms.timing import TimingForm

__all__ = ["ChangeWishesForm", "CommentForm", "GroupForm", "HeritageForm", "JoinForm", "TimingForm", "WishForm"]
