"""What the site does on its own, whatever the app."""

from celery import shared_task

from rednote.lib import ledger


@shared_task
def sweep() -> None:
    """Send work again that a flushed Redis, a killed worker or a lost message left lying."""
    ledger.resend_due()
