"""Django settings, drawn from the options table."""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONCE, SELF
from django.utils.translation import gettext_lazy as _

from mueang.config.map_tiles import tile_origin
from mueang.config.options import read_all, secret_from, secret_in_file, secrets_before
from mueang.lib.late import load_late

load_late()

OPTIONS = read_all()
PACKAGE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(OPTIONS["DATA_DIR"]).resolve()

DEBUG = OPTIONS["DEBUG"]
SECRET_KEY_FILE = Path(OPTIONS["SECRET_KEY_FILE"] or DATA_DIR / "secret.key")
FIELD_KEY_FILE = Path(OPTIONS["FIELD_KEY_FILE"] or DATA_DIR / "field.key")
SECRET_KEY = secret_from(SECRET_KEY_FILE, length_bytes=64)
FIELD_KEY = secret_from(FIELD_KEY_FILE, length_bytes=32)
# What older keys signed or sealed still opens; see `mueang key rotate`.
SECRET_KEY_FALLBACKS = secrets_before(SECRET_KEY_FILE)
FIELD_KEYS_BEFORE = secrets_before(FIELD_KEY_FILE)
ALLOWED_HOSTS = OPTIONS["ALLOWED_HOSTS"]
# Suites follow the address of a status list by https only; `mueang run` then makes itself a certificate.
BASE_URL = (
    OPTIONS["BASE_URL"] or f"{'https' if OPTIONS['VC_API_ISSUER'] else 'http'}://127.0.0.1:{OPTIONS['PORT']}"
).rstrip("/")
UPLOAD_LIMIT_BYTES = OPTIONS["UPLOAD_LIMIT_BYTES"]
PAGE_MEMORY_BYTES = OPTIONS["PAGE_MEMORY_BYTES"]
ASK_AGAIN_AFTER = timedelta(days=OPTIONS["ASK_AGAIN_DAYS"])
UNLIST_AFTER = timedelta(days=OPTIONS["UNLIST_DAYS"])
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT_BYTES
# A class sheet sends one field a cell: 60 pupils × 23 days, and their keys.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_500
FILE_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT_BYTES

ROOT_URLCONF = "mueang.config.urls"
WSGI_APPLICATION = "mueang.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

INSTALLED_APPS = [
    # First, so that its templates and its Thai come before allauth's.
    "mueang.ui",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "django_htmx",
    "mueang.lib",
    "mueang.apps.accounts",
    "mueang.apps.audit",
    "mueang.apps.signins",
    "mueang.apps.network",
    "mueang.apps.places",
    "mueang.apps.notices",
    "mueang.apps.upkeep",
    "mueang.apps.people",
    "mueang.apps.heritage",
    "mueang.apps.catalog",
    "mueang.apps.enrollment",
    "mueang.apps.outcomes",
    "mueang.apps.campaigns",
    "mueang.apps.credentials",
    "mueang.apps.planning",
    "mueang.apps.registers",
    "mueang.apps.flags",
    "mueang.apps.support",
    "mueang.apps.surveys",
    "mueang.apps.forums",
    "mueang.apps.indicators",
    "mueang.apps.reports",
    "mueang.apps.committees",
    "mueang.apps.ledger",
    "mueang.apps.plans",
    "mueang.apps.grants",
    "mueang.apps.practices",
    "mueang.apps.assessments",
    "mueang.apps.courses",
    "mueang.apps.lti",
    "mueang.apps.privacy",
    "mueang.apps.handover",
    "mueang.apps.coaching",
    "mueang.desks.public",
    "mueang.desks.learner",
    "mueang.desks.keeper",
    "mueang.desks.city",
    "mueang.desks.api",
    "mueang.demo",
    "mueang.config",
]

MIDDLEWARE = [
    # Outermost: a page from memory passes through nothing else, and holds what everything else puts on it.
    "mueang.config.kept.keep_public_pages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "mueang.config.kept.CompressWhatIsNotKept",
    "mueang.config.headers.RememberedPolicy",
    "mueang.config.headers.guard_headers",
    "mueang.config.walls.ProtectedRooms",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "mueang.config.limits.size_limit",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "mueang.config.sign_in.timed_sign_ins",
    "django_htmx.middleware.HtmxMiddleware",
]
if OPTIONS["METRICS_LISTEN"] or OPTIONS["TRACES_URL"]:
    MIDDLEWARE.insert(1, "mueang.config.naming.name_view")

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mueang.ui.context.page",
                "mueang.config.context.desk",
            ],
            "builtins": [
                "mueang.ui.templatetags.ui",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "mueang.ui.templatetags.quick",
            ],
        },
    }
]

DATABASE_URL, *REPLICA_URLS = OPTIONS["DATABASE_URL"].split() or [f"sqlite:///{DATA_DIR}/mueang.sqlite3"]
DATABASES = {"default": environ.Env.db_url_config(DATABASE_URL)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["ENGINE"] = "mueang.lib.sqlite"
    # Writers queue at BEGIN, not in mid-transaction; FULL keeps an acknowledged write through a power cut; pages are
    # held once for all connections by the system's own cache. A request gives its connection back (`lib.sqlite`).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-1000;"
        ),
    }
else:  # only PostgreSQL
    # Whether a kept connection still stands is seen, not asked.
    DATABASES["default"]["ENGINE"] = "mueang.lib.postgresql"
    # Statements of `lib.ready` are parsed and planned once a connection; by itself Django switches that off for all.
    # Any number but none does: no statement is prepared for having been asked so often.
    DATABASES["default"]["OPTIONS"] = {"prepare_threshold": 1_000_000_000} | DATABASES["default"].get("OPTIONS", {})
    DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    # A server that follows the first: read by public pages and analysis (`config.replica`), written by nobody.
    if REPLICA_URLS:
        FOLLOWER = environ.Env.db_url_config(REPLICA_URLS[0])
        FOLLOWER["OPTIONS"] = {"connect_timeout": 2, "prepare_threshold": 1_000_000_000} | FOLLOWER.get("OPTIONS", {})
        DATABASES["replica"] = DATABASES["default"] | FOLLOWER | {"ENGINE": "mueang.lib.postgresql"}
        DATABASE_ROUTERS = ["mueang.config.replica.Router"]

LANGUAGE_CODE = "th"
LANGUAGES = [("th", _("Thai")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Bangkok"

PHOTO_DIR = DATA_DIR / "photos"
HERITAGE_PHOTO_DIR = DATA_DIR / "heritage-photos"
HERITAGE_SOUND_DIR = DATA_DIR / "heritage-sounds"
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
SEARCH_DIR = DATA_DIR / "search"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 31_536_000

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "after_sign_in"
# Public doors that a machine could press for ever, beside allauth's own.
ACCOUNT_RATE_LIMITS = {
    # A town hall is one address: many may mistype in it. The key is an account as tried from one address or device.
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/300s/key",
    # An account as tried from everywhere; a device that has signed in to it before is not counted.
    "login_guessed": "100/h/key",
    "forgotten_ticket": "5/h/ip",
    "bring_class": "20/h/ip",
    "tell_of_a_child": "10/h/ip",
    "answer_referral": "60/h/ip",
    "read_referral": "240/h/ip",
    "answer_partner": "60/h/ip",
    "read_partner": "240/h/ip",
    "answer_survey": "600/h/ip",
    "read_survey": "3000/h/ip",
    "read_api": "300/m/ip",
    "comment_scenario": "12/h/ip",
    "mapping": "600/h/ip",
    "lti_login": "600/m/ip",
    "claim": "600/h/ip",
    "read_claim": "1200/h/ip",
    "answer_times": "60/h/ip",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_ADAPTER = "mueang.config.sign_in.Door"
MFA_ADAPTER = "mueang.config.sign_in.SealedFactors"
ALLAUTH_TRUSTED_PROXY_COUNT = OPTIONS["PROXIES"]
STAFF_REST = timedelta(minutes=OPTIONS["STAFF_IDLE_MINUTES"])
STAFF_SESSION = timedelta(hours=OPTIONS["STAFF_SESSION_HOURS"])
LEARNER_SESSION = timedelta(days=14)
SECOND_FACTOR = OPTIONS["SECOND_FACTOR"]
SECOND_FACTOR_GRACE = timedelta(days=OPTIONS["SECOND_FACTOR_DAYS"])
# The Computer Crime Act, section 26, has such data kept for 90 days; longer is nobody's business.
SIGN_INS_KEPT = timedelta(days=90)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not OPTIONS["HTTPS"]
SOCIALACCOUNT_PROVIDERS: dict[str, object] = {}
# A provider that is not configured is not even loaded: it would cost every web worker ten megabytes.
if OPTIONS["LINE_LOGIN_CLIENT_ID"]:
    INSTALLED_APPS.append("allauth.socialaccount.providers.line")
    SOCIALACCOUNT_PROVIDERS["line"] = {
        "APPS": [{"client_id": OPTIONS["LINE_LOGIN_CLIENT_ID"], "secret": OPTIONS["LINE_LOGIN_SECRET"]}]
    }
if OPTIONS["OIDC_URL"]:
    INSTALLED_APPS.append("allauth.socialaccount.providers.openid_connect")
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": OPTIONS["OIDC_NAME"] or "OpenID Connect",
                "client_id": OPTIONS["OIDC_CLIENT_ID"],
                "secret": OPTIONS["OIDC_SECRET"],
                "settings": {
                    "server_url": OPTIONS["OIDC_URL"],
                    "scope": ["openid", "profile"],
                    "oauth_pkce_enabled": True,
                },
            }
        ]
    }

EMAIL_CONFIG = environ.Env.email_url_config(OPTIONS["EMAIL_URL"])
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL_CONFIG.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = EMAIL_CONFIG.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = EMAIL_CONFIG.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = EMAIL_CONFIG.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = bool(EMAIL_CONFIG.get("EMAIL_USE_TLS"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = OPTIONS["EMAIL_FROM"]

# Providers that carry notices; one without its secret is off.
LINE_URL = OPTIONS["LINE_URL"].rstrip("/")
LINE_TOKEN = secret_in_file(OPTIONS["LINE_TOKEN_FILE"])
LINE_SECRET = secret_in_file(OPTIONS["LINE_SECRET_FILE"])
LINE_FRIEND_URL = OPTIONS["LINE_FRIEND_URL"]
SMS_URL, SMS_BODY, SMS_SENDER = OPTIONS["SMS_URL"], OPTIONS["SMS_BODY"], OPTIONS["SMS_SENDER"]
SMS_TOKEN = secret_in_file(OPTIONS["SMS_TOKEN_FILE"])
SMS_KEY_HEADER, SMS_PRICE_SATANG = OPTIONS["SMS_KEY_HEADER"], OPTIONS["SMS_PRICE_SATANG"]

PUSH_HOSTS = OPTIONS["PUSH_HOSTS"] if BASE_URL.startswith("https://") else []
PUSH_SECRET = secret_from(DATA_DIR / "push.key", length_bytes=32)

MAP_TILES, MAP_TILES_CREDIT = OPTIONS["MAP_TILES"], OPTIONS["MAP_TILES_CREDIT"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *([tile_origin(MAP_TILES)] if MAP_TILES else [])],
        "object-src": ["'none'"],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = int(LEARNER_SESSION.total_seconds())
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = OPTIONS["HTTPS"]
SECURE_HSTS_SECONDS = 31_536_000 if OPTIONS["HTTPS"] else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = OPTIONS["HTTPS"]
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# A browser takes such a name from this host over HTTPS only: no neighbour under the same domain can plant a cookie.
COOKIE_PREFIX = "__Host-" if OPTIONS["HTTPS"] else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid", f"{COOKIE_PREFIX}csrftoken"
DEVICE_COOKIE_NAME = f"{COOKIE_PREFIX}device"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if OPTIONS["HTTPS"] else None

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "one_line_of_trouble": {"()": "mueang.lib.trouble.OneLineOfTrouble"},
        "no_secret_address": {"()": "mueang.config.quiet_logs.NoSecretAddress"},
    },
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "mueang.config.quiet_logs.JsonLine"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": OPTIONS["LOG_FORMAT"],
            "filters": ["one_line_of_trouble", "no_secret_address"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Django's own handlers know nothing of secret addresses: everything goes through the one above.
    "loggers": {
        "mueang": {"level": "INFO"},
        "django": {"handlers": [], "level": "WARNING"},
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
