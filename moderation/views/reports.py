"""Reporting a note, a comment, a translation or a person."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from moderation import actions, cases
from moderation.forms import ReportForm
from moderation.models import Report, Subject, person_of
from rednote.lib.ids import parse_id
from rednote.lib.ratelimit import limited
from rednote.lib.web import SeeOther, login_required

# The names of the query, and what each is about.
KINDS = {"note": "note", "comment": "comment", "translation": "translation", "user": "person"}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited("rate_report")
def new_report(request: HttpRequest) -> HttpResponse:
    kind, subject = subject_or_404(request)
    form = ReportForm(request.POST or None)
    if form.is_valid():
        try:
            report = actions.report(reporter=request.user, subject=subject, **form.cleaned_data)
        except actions.ReportRefused as refused:
            form.add_error(None, str(refused))
        else:
            return SeeOther(reverse("moderation:reported", args=[report.pk]))
    context = {"form": form, "kind": kind, "subject": subject, "person": person_of(subject)}
    return render(request, "moderation/report.html", context, status=422 if form.is_bound else 200)


def subject_or_404(request: HttpRequest) -> tuple[str, Subject]:
    """What the query names, if the reporter sees it: one may report what one can read."""
    for name, kind in KINDS.items():
        if pk := parse_id(request.GET.get(name)):
            subject = cases.subjects_of(kind).filter(pk=pk).first()
            if subject is not None and cases.is_seen(subject, request.user):
                return kind, subject
    raise Http404


@require_safe
@login_required
def reported(request: HttpRequest, report_id: int) -> HttpResponse:
    """Thank you, with the reference number and what else one can do."""
    report = get_object_or_404(Report.objects.select_related("note", "comment"), pk=report_id, reporter=request.user)
    return render(request, "moderation/reported.html", {"report": report, "person": person_of(report.subject)})


@require_safe
def admin_front(request: HttpRequest) -> HttpResponse:
    """Our URLs have no slash at their end; Django's admin begins with one."""
    return redirect("admin:index")
