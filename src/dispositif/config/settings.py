"""Django's settings. What differs between installations comes from `server` or the environment."""

import os

from csp.constants import NONE, SELF

from dispositif.engines.reading.sources.extract import LARGEST
from dispositif.kernel.language import LANGUAGES as OFFICIAL
from dispositif.notices.rules import mail_server
from dispositif.people.sign_in.issuers import issuers
from dispositif.people.sign_in.rules import LIMITS
from dispositif.server import connect, keys

DEBUG = False
SECRET_KEY = keys.secret("django").hex()
ALLOWED_HOSTS = os.environ.get("DISPOSITIF_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("DISPOSITIF_ORIGINS", "").split(",") if origin]
_KEPT = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}  # seconds; a kept connection saves a third of a page
DATABASES = (_places := connect.databases()) | {
    "default": _places["default"] | _KEPT,
    "progress": dict(_places["default"]),  # what a job tells of itself is seen before the job commits
}
DATABASE_ROUTERS = ["dispositif.config.routers.OwnerMigrates", "dispositif.config.routers.CountersApart"]
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "people_remembered",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # far above what one guesser can fill before entries expire
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# the walk: menu, docs and the import contract keep this order
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django_htmx",
    "csp",
    "pgtrigger",
    "procrastinate.contrib.django",
    "dispositif.look",
    "dispositif.secrecy",
    "dispositif.trail",
    "dispositif.world",
    "dispositif.people",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "dispositif.queue",
    "dispositif.files",
    "dispositif.notices",
    "dispositif.documents",
    "dispositif.mandates",
    "dispositif.instruments",
    "dispositif.assistance",
    "dispositif.demo",
    "dispositif.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # with random padding against BREACH since Django 4.2
    "dispositif.api.middleware.speak_to_programs",
    "csp.middleware.CSPMiddleware",
    "dispositif.look.assets.before_sessions",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "dispositif.people.middleware.ActingMiddleware",
    "dispositif.people.sign_in.watch.AccountWatch",
    "dispositif.files.middleware.limit_requests",
    "dispositif.look.plain.PlainText",
]

ROOT_URLCONF = "dispositif.config.urls"
WSGI_APPLICATION = "dispositif.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            # lines of templates can be counted only where templates remember them
            "debug": "TEMPLATES_MEASURED" in os.environ,
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dispositif.look.context.frame",
            ],
            "builtins": ["django.templatetags.i18n", "dispositif.look.templatetags.look"],
        },
    }
]

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"dispositif.people.sign_in.passphrases.{name}"}
    for name in ("LongEnough", "Unleaked", "HardToGuess")
]
_FORMS = "dispositif.people.sign_in.forms"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # an address that has no account gets no mail from here
ACCOUNT_RATE_LIMITS = LIMITS
ACCOUNT_ADAPTER = "dispositif.people.sign_in.adapter.InvitationOnly"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.Login",
    "reset_password": f"{_FORMS}.Reset",
    "reset_password_from_key": f"{_FORMS}.ResetByKey",
    "change_password": f"{_FORMS}.Change",
    "reauthenticate": f"{_FORMS}.Again",
}
MFA_ADAPTER = "dispositif.people.sign_in.factors.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Dispositif"
MFA_TOTP_TOLERANCE = 1  # steps of 30 s either way (RFC 6238, section 5.2)
MFA_FORMS = {
    "authenticate": f"{_FORMS}.Code",
    "reauthenticate": f"{_FORMS}.CodeAgain",
    "activate_totp": f"{_FORMS}.Authenticator",
    "add_webauthn": f"{_FORMS}.Passkey",
    "edit_webauthn": f"{_FORMS}.PasskeyName",
    "login_webauthn": f"{_FORMS}.PasskeyLogin",
    "authenticate_webauthn": f"{_FORMS}.PasskeyCode",
    "reauthenticate_webauthn": f"{_FORMS}.PasskeyAgain",
}
ISSUERS = issuers(os.environ.get("DISPOSITIF_OIDC", ""))
SOCIALACCOUNT_ADAPTER = "dispositif.people.sign_in.linked.LinkedOnly"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [one.as_app() for one in ISSUERS]}}
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True
ALLAUTH_TRUSTED_PROXY_COUNT = int(
    os.environ.get("DISPOSITIF_PROXIES", "0")
)  # before the server, each adding to X-Forwarded-For
PAGES = "dispositif.config.pages.PAGES"
API = "dispositif.api.v1.api"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = bool(CSRF_TRUSTED_ORIGINS) and all(
    origin.startswith("https://") for origin in CSRF_TRUSTED_ORIGINS
)

LANGUAGE_CODE = "en"
READY_LANGUAGES = ["fr", "en"]  # the interface speaks these; the other four wait for their catalogues
LANGUAGES = [(one.code, one.own_name) for one in OFFICIAL if one.code in READY_LANGUAGES]
LOCALE_PATHS = [str(connect.PACKAGE / "look" / "locale")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
SEAT_TIME_ZONE = os.environ.get("DISPOSITIF_SEAT_ZONE", "Europe/Vienna")  # the zone of `_on` dates

FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
UPLOAD_LIMIT = LARGEST  # bytes of one incoming file; the refusal names it
LETTER_LIMIT = 20_000_000  # bytes of a letter or an annex
REQUEST_LIMIT = 5 * LARGEST  # bytes of one request, files together

# nothing is fetched from another host, nothing inline runs
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *(one.origin for one in ISSUERS)],  # a form may lead on to a provider
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
_MAIL = mail_server(os.environ.get("DISPOSITIF_MAIL", ""))
MAIL_SET_UP, MAIL_DOMAIN, DEFAULT_FROM_EMAIL = bool(_MAIL.host), _MAIL.domain, _MAIL.sender
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL_SET_UP else 'console'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.passphrase
EMAIL_USE_SSL, EMAIL_USE_TLS = _MAIL.tls, _MAIL.starttls
EMAIL_TIMEOUT = 30  # seconds; a message is locked as long
PUBLIC_ADDRESS = os.environ.get("DISPOSITIF_ADDRESS", "").rstrip("/")  # before the paths in mail and calendar
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
