"""What is true of the site everywhere. What differs between machines comes from the environment."""

from boneguide.settings import environment
from boneguide.settings.content_security import ADMIN_POLICY, PUBLIC_POLICY
from boneguide.settings.environment import BASE_DIR, VAR_DIR, env

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "boneguide.home",
    # Above every Wagtail app: their start-up freezes the API's schemas, and templates of the same
    # path are taken from the first app that has them.
    "health_content",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    # Compression stands outside the disclaimers, which must read the page's plain bytes.
    "django.middleware.gzip.GZipMiddleware",
    # Outside everything that may answer: a refused host is a page of SecurityMiddleware's.
    "health_content.middleware.DisclaimerMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # Outside the views and WhiteNoise, so that files and errors carry a policy too.
    "boneguide.content_security.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    # Last, so that it is the first to hear of a refusal.
    "health_content.middleware.ComplianceErrorMiddleware",
]

ROOT_URLCONF = "boneguide.urls"
WSGI_APPLICATION = "boneguide.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

DATABASES = {"default": environment.database(default=f"sqlite:///{VAR_DIR / 'site.db'}")}
if "postgresql" in DATABASES["default"]["ENGINE"]:
    # Wagtail's search index uses its fields; Django 6.1 asks for the app.
    INSTALLED_APPS.append("django.contrib.postgres")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": environment.cache()}
globals().update(environment.email())
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="editors@localhost")
SERVER_EMAIL = env.str("SERVER_EMAIL", default=DEFAULT_FROM_EMAIL)

TASKS_BACKEND = env.str("TASKS_BACKEND", default="django_tasks.backends.immediate.ImmediateBackend")
TASKS = {"default": {"BACKEND": TASKS_BACKEND}}
if TASKS_BACKEND.startswith("django_tasks_db."):
    INSTALLED_APPS.append("django_tasks_db")

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "en-us"
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=VAR_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "boneguide" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", default=VAR_DIR / "media")
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=False)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# An article is one large form; Django's limit of 1,000 fields is too low for it.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Affiliate programs must see which site a paid link was followed from; Django's own default
# ("same-origin") would tell them nothing.
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
CONTENT_SECURITY_POLICY = PUBLIC_POLICY
CONTENT_SECURITY_POLICY_ADMIN = ADMIN_POLICY

WAGTAIL_SITE_NAME = env.str("WAGTAIL_SITE_NAME", default="Boneguide")
# Neither avatars nor the search for updates: both would tell other servers who works here, and the
# admin's policy lets no page ask them.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILADMIN_BASE_URL = env.str("WAGTAILADMIN_BASE_URL", default="http://127.0.0.1:8000")
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
LOGIN_URL = "wagtailcore_login"
LOGIN_REDIRECT_URL = "/"

HEALTH_CONTENT = {"REFERENCES": environment.references()}
