"""The moderators' pages in the admin: the queue, and the case of one subject."""

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from moderation import actions, cases
from moderation.forms import OVER_A_DAY, DecisionForm, QueueFilter
from moderation.models import SUBJECTS, Report, kind_of
from rednote.lib.web import SeeOther


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    form = QueueFilter(request.GET)
    form.is_valid()
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    age = chosen.pop("age", "")
    page = cases.waiting(**chosen, late=age == OVER_A_DAY, after=request.GET.get("after"))
    query = {**chosen, "age": age, "after": page.next_cursor}
    context = {
        "title": _("Reports"),
        "form": form,
        "rows": page.items,
        "is_filtered": bool(chosen or age),
        "next_url": f"?{urlencode({name: value for name, value in query.items() if value})}" if page.has_more else "",
    }
    return page_of_admin(request, "admin/moderation/queue.html", context)


@require_safe
def reported(request: HttpRequest, report_id: int) -> HttpResponse:
    """The case that a report belongs to, by its reference number."""
    report = get_object_or_404(Report, pk=report_id)
    return redirect("admin:moderation_case", kind_of(report.subject), report.subject.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """All that there is to weigh, and the decision: previewed first, if the moderator likes, then made."""
    subject = cases.find(kind, pk, request.user) if kind in SUBJECTS else None
    if subject is None:
        raise Http404
    open_case = cases.case_of(subject, request.user)
    form = DecisionForm(request.POST or None, actions=open_case.actions)
    preview = None
    if form.is_valid():
        said = {"moderator": request.user, "subject": subject, **form.cleaned_data}
        try:
            if "preview" not in request.POST:
                decision = actions.decide(**said)
                messages.success(request, _("Decided: {action}.").format(action=decision.get_action_display()))
                return SeeOther(reverse("admin:moderation_queue"))
            preview = actions.preview(**said)
        except actions.DecisionRefused as refused:
            form.add_error(None, str(refused))
    context = {
        "title": _("Case"),
        "case": open_case,
        "photos": cases.photos_of(subject) if kind == "note" else [],
        "form": form,
        "preview": preview,
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return page_of_admin(request, "admin/moderation/case.html", context, status)


def page_of_admin(request: HttpRequest, template: str, context: dict, status: int = 200) -> HttpResponse:
    return TemplateResponse(request, template, {**admin.site.each_context(request), **context}, status=status)
