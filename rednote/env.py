"""The environment: every variable the site reads, by name; an unknown REDNOTE_* name is an error, not a silence."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

KNOWN = {
    "REDNOTE_ALLOWED_HOSTS",
    "REDNOTE_BASE_URL",
    "REDNOTE_BIND",
    "REDNOTE_CHROMIUM",
    "REDNOTE_DEBUG",
    "REDNOTE_DEMO_PASSWORD",
    "REDNOTE_DEMO_PHOTOS",
    "REDNOTE_EXPLORE",
    "REDNOTE_HTTPS",
    "REDNOTE_LIMITS",
    "REDNOTE_MAIL_FROM",
    "REDNOTE_MAIL_URL",
    "REDNOTE_MEDIA_ACCEL",
    "REDNOTE_MEDIA_BUCKET",
    "REDNOTE_MEDIA_ENDPOINT",
    "REDNOTE_MEDIA_KEY_ID",
    "REDNOTE_MEDIA_REGION",
    "REDNOTE_MEDIA_ROOT",
    "REDNOTE_MEDIA_SECRET",
    "REDNOTE_NAME",
    "REDNOTE_SECRET_KEY",
    "REDNOTE_SOURCE_URL",
    "REDNOTE_STATE_DIR",
    "REDNOTE_TRUSTED_PROXIES",
}


def check_names() -> None:
    """Raise ImproperlyConfigured when the environment holds a REDNOTE_* name that means nothing here."""
    unknown = sorted(name for name in os.environ if name.startswith("REDNOTE_") and name not in KNOWN)
    if unknown:
        raise ImproperlyConfigured(f"Unknown setting {', '.join(unknown)}; see .env.example for the names.")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    value = text(name).lower()
    if value in {"", "1", "0", "true", "false", "yes", "no", "on", "off"}:
        return default if not value else value in {"1", "true", "yes", "on"}
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def number(name: str, default: int) -> int:
    try:
        return int(text(name, str(default)))
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number.") from None


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def state_dir() -> Path:
    """Where the embedded servers, local media and generated secrets live."""
    return Path(text("REDNOTE_STATE_DIR", str(BASE_DIR / "var"))).resolve()
