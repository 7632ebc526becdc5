"""The live gallery: every component on a public page and in a desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mueang.ui import gallery as exhibits


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery.html", exhibits.show())


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery_desk.html", exhibits.show())
