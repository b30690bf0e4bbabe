"""What a new password needs, where Django's own words are not translated."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import ngettext


class LengthValidator(MinimumLengthValidator):
    def get_error_message(self) -> str:
        words = ngettext("Use at least {least} character.", "Use at least {least} characters.", self.min_length)
        return words.format(least=self.min_length)
