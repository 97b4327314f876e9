"""Settings, from the environment. Every variable is JOINEDUP_something; nothing else is read."""

import os
import secrets
from pathlib import Path
from urllib.parse import quote

import dj_database_url

PACKAGE = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """The user's own data folder, made when first needed (XDG, or JOINEDUP_DATA)."""
    given = os.environ.get("JOINEDUP_DATA")
    base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    folder = Path(given) if given else base / "joinedup"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret_key() -> str:
    """The signing key: given, or made once and kept beside the data with nobody else's eyes on it."""
    if given := os.environ.get("JOINEDUP_SECRET_KEY"):
        return given
    path = data_folder() / "secret-key"
    if not path.exists():
        part = path.with_suffix(f".{os.getpid()}")
        part.touch(mode=0o600)
        part.write_text(secrets.token_urlsafe(64), "utf-8")
        try:
            os.link(part, path)  # the first of two that start at once wins; both read the same key
        except FileExistsError:
            pass
        finally:
            part.unlink()
    return path.read_text("utf-8")


def on(name: str, default: bool) -> bool:
    """A switch: 1, yes, true or on."""
    return os.environ.get(name, str(default)).lower() in {"1", "yes", "true", "on"}


DEBUG = on("JOINEDUP_DEBUG", False)
SECRET_KEY = secret_key()
JOINEDUP_ADDRESS = os.environ.get("JOINEDUP_ADDRESS", "http://localhost:8000")
ALLOWED_HOSTS = os.environ.get("JOINEDUP_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [JOINEDUP_ADDRESS]
IS_SECURE = JOINEDUP_ADDRESS.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "joinedup.apps.background",
    "joinedup.apps.audit",
    "joinedup.apps.notifications",
    "joinedup.apps.people",
    "joinedup.apps.register",
    "joinedup.apps.health",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "joinedup.site.middleware.content_policy",
    "joinedup.site.too_large.refuse_too_large",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "joinedup.site.middleware.NoNul",
    "joinedup.site.middleware.as_at",
    "joinedup.site.middleware.DeniedByDefault",
    "joinedup.site.kept_pages.KeptPages",  # last: it sees the page as the view made it
]

ROOT_URLCONF = "joinedup.site.urls"
WSGI_APPLICATION = "joinedup.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "joinedup.site.context.page",
            ]
        },
    }
]
FORM_RENDERER = "joinedup.site.forms.FormRenderer"

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("JOINEDUP_DATABASE_URL") or f"sqlite:///{quote(str(data_folder() / 'joinedup.sqlite3'))}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # writers wait in line instead of failing half way
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "joinedup.apps.people.adapters.SignInBackend",
    "joinedup.apps.register.queries.grants.GrantBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "joinedup.apps.people.adapters.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is proved by the link sent to it
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("JOINEDUP_PROXIES", "0"))
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_SECURE  # passkeys on http://localhost only
SESAME_MAX_AGE = int(os.environ.get("JOINEDUP_LINK_MINUTES", "15")) * 60
SESAME_ONE_TIME = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "en-gb"  # with plain "en", 27/3/2026 is refused
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
LOCALE_PATHS = [PACKAGE / "site" / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [PACKAGE / "site" / "static"]
STATIC_ROOT = Path(os.environ["JOINEDUP_STATIC"]) if os.environ.get("JOINEDUP_STATIC") else None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "joinedup.site.uploads.SizeLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

EMAIL_BACKEND = os.environ.get("JOINEDUP_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = os.environ.get("JOINEDUP_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("JOINEDUP_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("JOINEDUP_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("JOINEDUP_SMTP_PASSWORD", "")
EMAIL_USE_TLS = on("JOINEDUP_SMTP_TLS", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("JOINEDUP_FROM", "joinedup@localhost")

JOINEDUP_KEEP_PAGES = on("JOINEDUP_KEEP_PAGES", not DEBUG)  # pages for strangers, until the register changes
JOINEDUP_HEADS_FOLDER = Path(os.environ.get("JOINEDUP_HEADS") or data_folder() / "heads")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
