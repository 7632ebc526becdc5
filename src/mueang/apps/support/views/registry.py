"""Ministries' lists: upload, look at every line, confirm."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.support.actions.registry import confirm_list, read_list, upload_list
from mueang.apps.support.errors.registry import ListRefused
from mueang.apps.support.forms.registry import ListForm
from mueang.apps.support.rules.registry import visible_lists
from mueang.apps.support.views.doors import door, find_city


@door("GET", "HEAD", "POST")
def lists(request: SignedInRequest, city: str) -> HttpResponse:
    """Lists brought in, and the form for the next."""
    found = find_city(request, city, supervised=True)
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    if request.method == "POST" and form.is_valid():
        sheet = form.cleaned_data["sheet"]
        try:
            row = upload_list(city=found, data=sheet.read(), file_name=sheet.name, actor=request.user)
        except ListRefused as refusal:
            form.add_error("sheet", refusal.sentence)
        else:
            return redirect("support:registry_list", city, row.uuid)
    rows = visible_lists(request.user).filter(city=found).select_related("uploaded_by")
    context = {"city": found, "form": form, "rows": rows}
    return render(request, "support/registry.html", context, status=422 if form.errors else 200)


@door("GET", "HEAD", "POST")
def one(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Every line with its match before anything is written; POST takes them in."""
    found = find_city(request, city, supervised=True)
    row: Any = get_object_or_404(visible_lists(request.user).select_related("city"), city=found, uuid=uuid)
    if request.method == "POST":
        try:
            row = confirm_list(row=row, actor=request.user)
        except ListRefused as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, _("Taken in: %(n)d. They wait among the concerns.") % {"n": row.n_new})
        return redirect("support:registry", city)
    lines = read_list(row=row, actor=request.user)
    counted = Counter("new" if line.is_taken else "problem" if line.problem else "told" for line in lines)
    context = {"city": found, "row": row, "lines": lines, "counted": counted}
    return render(request, "support/registry_list.html", context)
