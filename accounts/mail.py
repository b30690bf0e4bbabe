"""Mail of the default run: kept in the outbox, which the "check your e-mail" page shows."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from accounts.models import Mail


class OutboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        mails = [
            Mail(recipient=recipient, subject=str(message.subject), body=str(message.body))
            for message in email_messages
            for recipient in message.recipients()
        ]
        Mail.objects.bulk_create(mails)
        return len(email_messages)
