"""Sessions in the database, as Django keeps them."""

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    def _validate_session_key(self, key: str | None) -> bool:
        """A cookie can hold characters that the database refuses even to look for."""
        return key is not None and key.isalnum() and super()._validate_session_key(key)  # type: ignore[misc]
