"""The pages about the place itself: what it is, its rules, what it keeps of people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from feeds import house


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "feeds/about.html")


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    return render(request, "feeds/rules.html", {"rules": house.RULES})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "feeds/privacy.html")
