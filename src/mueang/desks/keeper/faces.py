"""A face for the roll: taken or chosen on the phone with the person's consent, looked at, taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.enrollment.actions import keep_face, take_face_away
from mueang.apps.enrollment.errors import EnrollmentRefused
from mueang.apps.enrollment.queries import faces_of, offerings_with_faces, seat_on_roll
from mueang.apps.enrollment.rules import may_enrol, visible_faces
from mueang.apps.people.enums import LawfulBasis, Purpose
from mueang.apps.people.errors import PeopleRefused
from mueang.apps.people.queries import Giver, givers_of, standing_consent

if TYPE_CHECKING:
    from mueang.apps.enrollment.models import Enrollment
    from mueang.apps.people.models import Person

_PICTURES = "image/jpeg,image/png,image/webp"


class FaceForm(forms.Form):
    """A picture, and who agreed to it where nobody has yet."""

    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy("The middle of the picture is kept, small: hold the phone so that the face is there."),
        widget=forms.FileInput(attrs={"accept": _PICTURES}),
    )

    def __init__(self, *args: Any, person: Person, is_asked: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_asked:
            return
        self._givers = {str(giver.person.uuid): giver for giver in givers_of(person)}
        self.fields["agreed"] = forms.ChoiceField(
            label=_("Who was asked and agreed"),
            help_text=_("For a child under ten a guardian with legal authority."),
            choices=[(key, giver.says) for key, giver in self._givers.items()],
            widget=forms.RadioSelect,
        )

    def agreed_by(self) -> Giver | None:
        chosen = self.cleaned_data.get("agreed")
        return self._givers[chosen] if chosen else None


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def face(request: SignedInRequest, session: UUID, enrollment: UUID) -> HttpResponse:
    """The picture there is, and another in its place."""
    row = _seat(request, session, enrollment)
    person = row.person.merged_into or row.person
    consent = standing_consent(person, Purpose.FACE)
    if consent is not None and consent.lawful_basis != LawfulBasis.CONSENT:
        consent = None
    form = FaceForm(request.POST or None, request.FILES or None, person=person, is_asked=consent is None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data["picture"].read()
        try:
            keep_face(enrollment=row, picture=data, agreed=form.agreed_by(), actor=request.user)
        except (EnrollmentRefused, PeopleRefused) as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The picture is kept."))
            return redirect("keeper:roll", session)
    context = {
        "city": row.offering.city,
        "session": {"uuid": session, "offering": row.offering},
        "enrollment": row,
        "person": person,
        "face": faces_of([person.pk], viewer=request.user).get(person.pk),
        "consent": consent,
        "form": form,
    }
    return render(request, "keeper/face.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def away(request: SignedInRequest, session: UUID, enrollment: UUID) -> HttpResponse:
    """The picture goes for good."""
    take_face_away(enrollment=_seat(request, session, enrollment), actor=request.user)
    messages.success(request, _("The picture is gone, and the consent is taken back."))
    return redirect("keeper:face", session, enrollment)


@login_required
@never_cache
@require_safe
def picture(request: SignedInRequest, face: UUID) -> HttpResponse:
    """The picture itself, for whoever takes a roll it stands on; no cache keeps it."""
    row = get_object_or_404(visible_faces(request.user), uuid=face)
    headers = {"Content-Security-Policy": "default-src 'none'; sandbox", "Content-Disposition": "inline"}
    return HttpResponse(row.picture, content_type="image/webp", headers=headers)


def _seat(request: SignedInRequest, session: UUID, enrollment: UUID) -> Enrollment:
    """A seat on a roll of the viewer's that shows faces; else a 404."""
    row = seat_on_roll(viewer=request.user, session=session, enrollment=enrollment)
    if row is None or not offerings_with_faces([row.offering_id]):
        raise Http404
    if not may_enrol(request.user, row.offering):
        raise PermissionDenied
    return row
