"""One settings file; everything that differs between places comes from the environment.

Without any environment the product runs embedded (SQLite, Celery over the file system, demo
data). ``BYGGVAGEN_MODE=production`` demands real secrets and hosts and switches on HTTPS.
"""

import os
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from bas.keyring import new_key, parse_keys

from . import api_docs
from .logs import configure as configure_logs

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

MODE = env.str("BYGGVAGEN_MODE", default="embedded")
if MODE not in {"embedded", "production"}:
    raise ImproperlyConfigured("BYGGVAGEN_MODE ska vara embedded eller production.")
PRODUCTION = MODE == "production"
DEBUG = False
DEMO = env.bool("BYGGVAGEN_DEMO", default=not PRODUCTION)
# What the first start of the practice environment makes.
DEMO_CANDIDATES = env.int("DEMO_CANDIDATES", default=400)
FIRST_RUN_SECONDS = env.float("FIRST_RUN_SECONDS", default=30.0)

# Everything the embedded product writes lives here.
VAR_DIR = Path(env.str("BYGGVAGEN_VAR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)


def _kept_in_var(name: str, make: Callable[[], str]) -> str:
    """A secret of this installation's own, made once, so a fresh clone needs no set-up.

    Whole or not there at all: two processes that start at once agree on the first one's.
    """
    path = VAR_DIR / name
    if not path.exists():
        handle, made = tempfile.mkstemp(dir=VAR_DIR)  # readable by its owner only
        with os.fdopen(handle, "w") as file:
            file.write(make())
        try:
            os.link(made, path)
        except FileExistsError:
            pass
        finally:
            Path(made).unlink()
    return path.read_text()


def _secret(variable: str, name: str, make: Callable[[], str]) -> str:
    """From the environment; outside production a missing one is made and kept in ``var/``."""
    if PRODUCTION:
        return str(env.str(variable))
    return env.str(variable, "") or _kept_in_var(name, make)


# Django's own admin, off unless asked for: people work in the product.
ADMIN = env.bool("BYGGVAGEN_ADMIN", default=False)

SECRET_KEY = _secret("SECRET_KEY", "secret_key", lambda: secrets.token_urlsafe(50))
# Key id → key for sealed fields and blind indexes (bas.keyring), the current one first.
try:
    FIELD_KEYS = parse_keys(_secret("FIELD_KEYS", "field_keys", lambda: new_key("1")))
except ValueError as wrong:
    raise ImproperlyConfigured(f"FIELD_KEYS: {wrong}") from wrong
ALLOWED_HOSTS = (
    env.list("ALLOWED_HOSTS")
    if PRODUCTION
    else env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "testserver"])
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_standardized_errors",
    "django_structlog",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "bas",
    "grunddata",
    "konton",
    "kandidater",
    "projekt",
    "utbildning",
    "matchning",
    "uppfoljning",
    "config",
]

# Ids and headers come first, so that static files and every kind of error carry them too.
MIDDLEWARE = [
    "config.logs.RequestId",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.logs.RequestLog",
    "config.limits.BodyLimits",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "konton.middleware.PrivateResponsesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FRONTEND_DIST = BASE_DIR / "frontend" / "dist"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [FRONTEND_DIST],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ]
        },
    }
]

DATABASES = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'byggvagen.sqlite3'}")
}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE takes the write lock at BEGIN, so two writers queue instead of failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
            # Without it INSERT OR REPLACE takes a row away past the triggers that guard it.
            "PRAGMA recursive_triggers=ON;"
            # What was deleted or overwritten must not stay readable in the file's free pages.
            "PRAGMA secure_delete=ON;"
        ),
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="")
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": VAR_DIR / "cache",
        }
    )
}

# --- Accounts
AUTH_USER_MODEL = "konton.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "konton.adapters.AccountAdapter"
ACCOUNT_SESSION_REMEMBER = False
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
HEADLESS_FRONTEND_URLS = {
    "account_reset_password_from_key": "/logga-in",
    "account_confirm_email": "/logga-in",
    "account_signup": "/logga-in",
    "account_reset_password": "/logga-in",
}
EMAIL_BACKEND = env.str("EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend")
LOGIN_LINK_HOURS = env.int("LOGIN_LINK_HOURS", default=72)

# --- Sessions, cookies, headers
HTTPS = env.bool("BYGGVAGEN_HTTPS", default=PRODUCTION)
# The __Host- prefix needs Secure, which plain http on a developer's own address cannot give.
SESSION_COOKIE_NAME = "__Host-sid" if HTTPS else "sid"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 10 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# However busy: Django's own age starts over with every save of the session.
SESSION_MAX_SECONDS = env.int("SESSION_MAX_SECONDS", default=10 * 3600)
SESSION_IDLE_SECONDS = env.int("SESSION_IDLE_SECONDS", default=30 * 60)
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "config.views.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS and env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
    }
}

# --- API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["bas.api.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["konton.api.permissions.PolicyPermission"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["bas.api.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "bas.api.pagination.Pages",
    "DEFAULT_FILTER_BACKENDS": ["bas.api.filters.StrictFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "bas.api.schema.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
        "rest_framework.throttling.ScopedRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "anon": env.str("THROTTLE_ANON", "60/min"),
        "user": env.str("THROTTLE_USER", "600/min"),
        "link": env.str("THROTTLE_LINK", "10/min"),
        "export": env.str("THROTTLE_EXPORT", "20/min"),
        "import": env.str("THROTTLE_IMPORT", "10/min"),
        "run": env.str("THROTTLE_RUN", "10/min"),
        "reveal": env.str("THROTTLE_REVEAL", "20/min"),
        "answer": env.str("THROTTLE_ANSWER", "60/min"),
        "deep_answer": env.str("THROTTLE_DEEP_ANSWER", "12/min"),
    },
    # How many proxies of ours add to X-Forwarded-For; with 0 what a client writes there is ignored.
    "NUM_PROXIES": env.int("NUM_PROXIES", default=0),
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
DRF_STANDARDIZED_ERRORS = {
    "ENABLE_IN_DEBUG_FOR_UNHANDLED_EXCEPTIONS": True,
    "EXCEPTION_HANDLER_CLASS": "config.errors.ExceptionHandler",
    "EXCEPTION_FORMATTER_CLASS": "bas.api.errors.Formatter",
}
SPECTACULAR_SETTINGS = api_docs.SPECTACULAR_SETTINGS

# --- Worker: the database row is the queue, the broker only the bell
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default=REDIS_URL or "filesystem://")
if CELERY_BROKER_URL == "filesystem://":
    _bell = VAR_DIR / "bell"
    (_bell / "in").mkdir(parents=True, exist_ok=True)
    (_bell / "done").mkdir(parents=True, exist_ok=True)
    (_bell / "control").mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_bell / "in"),
        "data_folder_out": str(_bell / "in"),
        "processed_folder": str(_bell / "done"),
        "control_folder": str(_bell / "control"),
        "store_processed": False,
        "polling_interval": 0.2,
    }
# Installations that share a broker must not answer each other's bell.
CELERY_TASK_DEFAULT_QUEUE = env.str("CELERY_QUEUE", default="byggvagen")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Europe/Stockholm"

# A worker that stops beating for RUN_LEASE_SECONDS loses its run to the next one.
RUN_LEASE_SECONDS = env.float("RUN_LEASE_SECONDS", default=6.0)
RUN_HEARTBEAT_SECONDS = env.float("RUN_HEARTBEAT_SECONDS", default=1.5)
SILENCE_SWEEP_SECONDS = env.float("SILENCE_SWEEP_SECONDS", default=600.0)
RUN_SWEEP_SECONDS = env.float("RUN_SWEEP_SECONDS", default=3.0)
RUN_MAX_ATTEMPTS = env.int("RUN_MAX_ATTEMPTS", default=5)
# Answers about runs: how many runs' are kept in each web process, how long a question waits for
# another's, and how long one may be worked on.
ANSWERS_KEPT = env.int("ANSWERS_KEPT", default=2)
ANSWER_WAIT_SECONDS = env.float("ANSWER_WAIT_SECONDS", default=20.0)
ANSWER_SECONDS = env.float("ANSWER_SECONDS", default=10.0)
# /health/ready calls a worker late when its last beat is older than this.
WORKER_LATE_SECONDS = env.float("WORKER_LATE_SECONDS", default=15.0)

# --- Language, time, files
LANGUAGE_CODE = "sv"
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [("app", FRONTEND_DIST)] if FRONTEND_DIST.exists() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Where `import_adverts` without a file fetches adverts (https); empty: nowhere.
ADVERTS_URL = env.str("ADVERTS_URL", default="")
# The place's own virus scanner (bas.scanning); empty: nothing is scanned.
UPLOAD_SCANNER = env.str("UPLOAD_SCANNER", default="")
UPLOAD_SCAN_SECONDS = env.float("UPLOAD_SCAN_SECONDS", default=20.0)


def WHITENOISE_IMMUTABLE_FILE_TEST(path: str, url: str) -> bool:
    return "/app/assets/" in url


# Lines hold ids, never values; config.logs says how.
LOGGING = configure_logs(env.str("LOG_LEVEL", default="INFO"))
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_USER_ID_FIELD = ""
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = 10  # debug: one line a request is enough
