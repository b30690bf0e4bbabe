"""The outbox: where mail lands while no mail server is configured."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.models import Mail

SHOWN = 50
LOOPBACK = {"127.0.0.1", "::1"}
LEFT_BY_PROXIES = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded", "Via")


@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """All mail for whoever sits at the machine itself, one's own for everybody else; 404 once real mail is sent.

    A proxied request is never "at the machine": links in these mails open accounts.
    """
    if settings.MAIL_URL:
        raise Http404
    mails = Mail.objects.order_by("-id")
    is_proxied = any(name in request.headers for name in LEFT_BY_PROXIES)
    at_the_machine = request.META.get("REMOTE_ADDR") in LOOPBACK and not is_proxied and not settings.HTTPS
    if not at_the_machine:
        if not request.user.is_authenticated:
            raise Http404
        mails = mails.filter(recipient=request.user.email)
    return render(request, "accounts/outbox.html", {"mails": mails[:SHOWN]})
