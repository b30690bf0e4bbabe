"""Every setting of the site, in titled sections; the environment decides, through `env`."""

import json
import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF

from rednote import embedded, env

env.check_names()

# Threads of BLAS would spin against the other workers for arrays as small as a page's; it reads this once, when loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

BASE_DIR = env.BASE_DIR
STATE_DIR = env.state_dir()

# --- The site ---------------------------------------------------------------------------------------------------------

SITE_NAME = env.text("REDNOTE_NAME", "rednote")
SOURCE_URL = env.text("REDNOTE_SOURCE_URL")
DEBUG = env.flag("REDNOTE_DEBUG")
HTTPS = env.flag("REDNOTE_HTTPS")
PORT = env.number("PORT", 8000)
BASE_URL = env.text("REDNOTE_BASE_URL", f"http://localhost:{PORT}")
ALLOWED_HOSTS = env.words("REDNOTE_ALLOWED_HOSTS", f"localhost,127.0.0.1,[::1],{urlsplit(BASE_URL).hostname}")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
# How many proxies of ours stand in front: only that many addresses of X-Forwarded-For are believed.
TRUSTED_PROXY_COUNT = env.number("REDNOTE_TRUSTED_PROXIES", 0)


def generated_secret(name: str) -> str:
    """A secret made once for the default run and kept beside its data, readable by its owner only."""
    path = Path(STATE_DIR) / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


SECRET_KEY = env.text("REDNOTE_SECRET_KEY") or generated_secret("secret-key")

# --- Apps -------------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "rednote",
    "accounts",
    "posts",
    "feeds",
    "notifications",
    "moderation",
    "rednote.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "pgtrigger",
    "rest_framework",
]

MIDDLEWARE = [
    "rednote.middleware.request_id",
    "csp.middleware.CSPMiddleware",
    "rednote.middleware.security_headers",
    "rednote.middleware.CompressText",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "rednote.middleware.unread_bodies",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.standing",
    "accounts.middleware.interface_language",
    "rednote.middleware.private_pages",
]

ROOT_URLCONF = "rednote.urls"
WSGI_APPLICATION = "rednote.wsgi.application"
ASGI_APPLICATION = "rednote.asgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "rednote.context_processors.site",
                "notifications.context_processors.unread",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "rednote.templatetags.words"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# --- Database ---------------------------------------------------------------------------------------------------------

servers = embedded.running(STATE_DIR)
DATABASE_URL = env.text("DATABASE_URL", servers.database_url if servers else "postgres:///rednote")
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)}
# A worker may take a minute for a statement, a page five seconds; rednote/celery.py widens it for its processes.
DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
    "-c statement_timeout=5s -c lock_timeout=2s -c idle_in_transaction_session_timeout=10s"
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Redis: broker, cache, sessions of scrolling; never the only copy of anything -------------------------------------

REDIS_URL = env.text("REDIS_URL", servers.redis_url if servers else "redis://localhost:6379/0")
CACHES = {"default": {"BACKEND": "rednote.lib.redis.ForgivingRedisCache", "LOCATION": REDIS_URL, "KEY_PREFIX": "cache"}}
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30

# --- Files ------------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = STATE_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_ROOT = Path(env.text("REDNOTE_MEDIA_ROOT", str(STATE_DIR / "media")))
# The proxy's internal location that serves MEDIA_ROOT (nginx's X-Accel-Redirect); empty: Django sends the file.
MEDIA_ACCEL = env.text("REDNOTE_MEDIA_ACCEL")
MEDIA_BUCKET = env.text("REDNOTE_MEDIA_BUCKET")
# Where the media door sends browsers for a bucket's photos: the policy below must let pictures come from there.
MEDIA_ORIGINS: list[str] = []
if MEDIA_BUCKET:
    from botocore.config import Config

    endpoint = urlsplit(env.text("REDNOTE_MEDIA_ENDPOINT", "https://s3.amazonaws.com"))
    MEDIA_ORIGINS = [f"{endpoint.scheme}://{endpoint.netloc}", f"{endpoint.scheme}://{MEDIA_BUCKET}.{endpoint.netloc}"]
    if region := env.text("REDNOTE_MEDIA_REGION"):
        MEDIA_ORIGINS.append(f"https://{MEDIA_BUCKET}.s3.{region}.amazonaws.com")
    media_storage = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": MEDIA_BUCKET,
            "endpoint_url": env.text("REDNOTE_MEDIA_ENDPOINT") or None,
            "region_name": env.text("REDNOTE_MEDIA_REGION") or None,
            "access_key": env.text("REDNOTE_MEDIA_KEY_ID") or None,
            "secret_key": env.text("REDNOTE_MEDIA_SECRET") or None,
            "default_acl": None,
            "querystring_auth": True,
            "querystring_expire": 300,
            "file_overwrite": True,
            # Many S3 clones refuse the checksums that newer clients send unasked.
            "client_config": Config(
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
                signature_version="s3v4",
                # A page waits for an upload: by default it would for minutes while the bucket is away.
                connect_timeout=3,
                read_timeout=15,
                retries={"max_attempts": 2},
            ),
        },
    }
else:
    # Every name in it is one of ours; work that is done again writes the same names again.
    media_storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT, "allow_overwrite": True},
    }
STORAGES = {
    "default": media_storage,
    "staticfiles": {"BACKEND": "rednote.storage.StaticStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
# Seven fields for each photo of a note and four for each tag, and the note's own.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1200
DATA_UPLOAD_MAX_NUMBER_FILES = 18

# --- Limits: one table, shown at /api/v1/config -----------------------------------------------------------------------
# Lengths in characters, sizes in bytes, rates as [times, seconds] by account when signed in, else by address.
# REDNOTE_LIMITS replaces entries ('{"rate_write": [100000, 60]}'), or lifts all rates at once ('{"rates": false}').

LIMITS: dict = {
    "title_length": 60,
    "body_length": 5000,
    "cover_text_length": 120,
    "alt_length": 1000,
    "tag_length": 60,
    "place_length": 80,
    "comment_length": 1000,
    "bio_length": 300,
    "name_length": 40,
    "board_name_length": 60,
    "report_length": 1000,
    "translation_title_length": 120,
    "translation_length": 10000,
    "query_length": 100,
    "photos_per_note": 18,
    "credits_per_note": 10,
    "tags_per_photo": 10,
    "hashtags_per_note": 30,
    "mentions_per_text": 20,
    "drafts_per_person": 50,
    "boards_per_person": 200,
    "photo_bytes": 20 * 1024 * 1024,
    "photo_side": 16384,
    # Each measured to keep one decode below 300 MB of memory.
    "photo_megapixels": {"JPEG": 52, "PNG": 24, "WebP": 16, "AVIF": 25, "HEIC": 25, "GIF": 16},
    "photo_scans": 100,
    "photo_frames": 1000,
    # Uploads stop while this much is free on the disk, so that everything else goes on.
    "disk_reserve_bytes": 2**30,
    "photo_formats": ["JPEG", "PNG", "WebP", "AVIF", "HEIC", "GIF"],
    "page_size": 30,
    "events_per_batch": 100,
    "events_bytes": 64 * 1024,
    "comments_page_size": 10,
    "rate_login": [25, 300],
    "rate_signup": [10, 1800],
    "rate_reset": [5, 1800],
    "rate_upload": [120, 3600],
    "rate_upload_bytes": [2 * 2**30, 86400],
    "rate_arrange": [300, 3600],
    "rate_publish": [60, 3600],
    "rate_comment": [120, 3600],
    "rate_react": [600, 300],
    "rate_follow": [200, 3600],
    "rate_report": [30, 3600],
    "rate_write": [300, 300],
    "rate_search": [120, 60],
    "rate_events": [240, 60],
    "rate_api": [1500, 300],
    "rate_api_anonymous": [300, 300],
}
RATES_LIFTED = False
if replaced := json.loads(env.text("REDNOTE_LIMITS", "{}")):
    RATES_LIFTED = replaced.pop("rates", True) is False
    if unknown := replaced.keys() - LIMITS.keys():
        raise ValueError(f"REDNOTE_LIMITS names unknown limits: {', '.join(sorted(unknown))}")
    LIMITS |= replaced
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# --- Explore: what it draws from, and what it may know of a person ----------------------------------------------------
# REDNOTE_EXPLORE switches entries off ('{"similar": false}'): the feed goes on with what is left, down to the newest.

EXPLORE: dict[str, bool] = {
    # Sources of candidates
    "hashtag": True,
    "interest": True,
    "author": True,
    "neighbour": True,
    "overlap": True,
    "similar": True,
    "fresh": True,
    "bridge": True,
    "best": True,
    # Levels
    "personal": True,  # off: everybody gets what a visitor gets
    "vectors": True,  # off: hashtags alone tell what is alike
    "exploration": True,  # off: no slot is left to chance
    "events": True,  # off: nothing that people do on cards is taken in
}
switched = json.loads(env.text("REDNOTE_EXPLORE", "{}"))
if unknown := {name for name, is_on in switched.items() if name not in EXPLORE or not isinstance(is_on, bool)}:
    raise ValueError(f"REDNOTE_EXPLORE names unknown switches: {', '.join(sorted(unknown))}")
EXPLORE |= switched

# --- Accounts ---------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.LengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["handle", "email", "name"]},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "feeds:explore"
LOGOUT_REDIRECT_URL = "feeds:explore"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "handle"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_SIGNUP_REDIRECT_URL = "feeds:welcome"
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_USERNAME_MIN_LENGTH = 3
ACCOUNT_USERNAME_BLACKLIST = ["admin", "administrator", "moderator", "rednote", "root", "support", "system", "help"]
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_USERNAME_VALIDATORS = "accounts.adapter.handle_validators"
ACCOUNT_FORMS = {
    "signup": "accounts.forms.SignupForm",
    "login": "accounts.forms.LoginForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "add_email": "accounts.forms.AddEmailForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
PASSWORD_RESET_TIMEOUT = 3600

# --- Mail -------------------------------------------------------------------------------------------------------------

MAIL_URL = env.text("REDNOTE_MAIL_URL")  # smtp://user:password@host:587 or smtps://...; empty: the outbox page
DEFAULT_FROM_EMAIL = env.text("REDNOTE_MAIL_FROM", f"{SITE_NAME} <noreply@{urlsplit(BASE_URL).hostname}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_SUBJECT_PREFIX = ""
EMAIL_TIMEOUT = 10
if MAIL_URL:
    mail = urlsplit(MAIL_URL)
    EMAIL_HOST, EMAIL_PORT = mail.hostname, mail.port or (465 if mail.scheme == "smtps" else 587)
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail.username or "", mail.password or ""
    EMAIL_USE_SSL = mail.scheme == "smtps"
    EMAIL_USE_TLS = mail.scheme == "smtp" and bool(mail.username)
else:
    EMAIL_BACKEND = "accounts.mail.OutboxBackend"

# --- Languages --------------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

# --- Security ---------------------------------------------------------------------------------------------------------

prefix = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{prefix}session"
CSRF_COOKIE_NAME = f"{prefix}csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and TRUSTED_PROXY_COUNT else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "rednote.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *MEDIA_ORIGINS],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    },
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- API --------------------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rednote.lib.guards.InGoodStanding"],
    "DEFAULT_THROTTLE_CLASSES": ["rednote.lib.guards.RateThrottle"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rednote.lib.rest.BoundedJSONParser", "rest_framework.parsers.MultiPartParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "rednote.errors.api_exception_handler",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "NUM_PROXIES": TRUSTED_PROXY_COUNT,
}
SPECTACULAR_SETTINGS = {
    "TITLE": SITE_NAME,
    "DESCRIPTION": "Notes with photos: browse, post, follow, moderate.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

# --- Logs -------------------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {"django.server": {"level": "WARNING"}, "botocore": {"level": "WARNING"}},
}
