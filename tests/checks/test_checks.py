"""System checks, each message as a whole."""

import pytest
from django.apps import apps
from django.core.checks import Error
from django.core.checks import Warning as Caution
from wagtail.models import Page

from health_content import checks
from health_content.compliance import all_rules

OURS = "health_content.middleware.DisclaimerMiddleware"


def test_e001_the_middleware_is_missing(settings):
    settings.MIDDLEWARE = [path for path in settings.MIDDLEWARE if path != OURS]
    assert checks.check_middleware() == [
        Error(
            "DisclaimerMiddleware is not in MIDDLEWARE, so nothing checks that responses show "
            "their disclaimers.",
            hint="Add 'health_content.middleware.DisclaimerMiddleware' to MIDDLEWARE, as far up "
            "as possible, and below middleware that compresses.",
            id="health_content.E001",
        )
    ]


@pytest.mark.parametrize(
    "path",
    [
        "django.middleware.gzip.GZipMiddleware",
        "django_brotli.middleware.BrotliMiddleware",
        "compression_middleware.middleware.CompressionMiddleware",
        "django_minify_html.middleware.MinifyHtmlMiddleware",
        "htmlmin.middleware.HtmlMinifyMiddleware",
    ],
)
def test_e002_something_rewrites_bodies_inside_the_middleware(settings, path):
    settings.MIDDLEWARE = [OURS, path]
    assert checks.check_middleware() == [
        Error(
            f"{path} stands below DisclaimerMiddleware in MIDDLEWARE, so disclaimers are looked "
            "for in bytes it has rewritten.",
            hint=f"Move '{path}' above 'health_content.middleware.DisclaimerMiddleware'.",
            id="health_content.E002",
        )
    ]
    settings.MIDDLEWARE = [path, OURS]
    assert checks.check_middleware() == []


@pytest.mark.parametrize(
    "path",
    [
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.common.CommonMiddleware",
        "whitenoise.middleware.WhiteNoiseMiddleware",
        "maintenance.middleware.ClosedForTodayMiddleware",
    ],
)
def test_w006_something_that_may_answer_stands_outside_the_middleware(settings, path):
    gzip = "django.middleware.gzip.GZipMiddleware"
    settings.MIDDLEWARE = [gzip, path, OURS]
    assert checks.check_middleware() == [
        Caution(
            f"{path} stands above DisclaimerMiddleware in MIDDLEWARE, so a page it answers with "
            "carries no disclaimers.",
            hint="Move 'health_content.middleware.DisclaimerMiddleware' above it; only what "
            "compresses may stand outside.",
            id="health_content.W006",
        )
    ]
    settings.MIDDLEWARE = [gzip, OURS, path]
    assert checks.check_middleware() == []


def test_w006_all_that_stand_outside_are_named_in_one_warning(settings):
    outside = [
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.common.CommonMiddleware",
    ]
    settings.MIDDLEWARE = [*outside, OURS]
    (found,) = checks.check_middleware()
    assert found.msg.startswith(f"{', '.join(outside)} stand above DisclaimerMiddleware")


@pytest.mark.parametrize(
    "path",
    [
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
        "django.middleware.http.ConditionalGetMiddleware",
        "csp.middleware.CSPMiddleware",
    ],
)
def test_w006_what_only_sets_headers_may_stand_outside(settings, path):
    settings.MIDDLEWARE = [path, OURS]
    assert checks.check_middleware() == []


REFUSALS = "health_content.middleware.ComplianceErrorMiddleware"


def test_e008_the_middleware_that_answers_for_refusals_is_missing(settings):
    settings.MIDDLEWARE = [OURS]
    assert checks.check_refusals() == [
        Error(
            "ComplianceErrorMiddleware is not in MIDDLEWARE, so a page that may not go live is "
            "an error 500 where no form can say why: in workflows, copies and bulk publishing.",
            hint=f"Add '{REFUSALS}' to MIDDLEWARE, at its end.",
            id="health_content.E008",
        )
    ]


class Apologizes:
    """Middleware that answers for every error."""

    def __init__(self, get_response):
        self.get_response = get_response

    def process_exception(self, request, exception):
        """Say sorry."""


def test_w008_something_inside_it_hears_of_refusals_first(settings):
    sorry = f"{__name__}.Apologizes"
    settings.MIDDLEWARE = [OURS, REFUSALS, sorry, "no.such.Middleware"]
    assert checks.check_refusals() == [
        Caution(
            f"{sorry} stands below ComplianceErrorMiddleware in MIDDLEWARE and hears of errors "
            "first, so it may answer for a page that may not go live.",
            hint=f"Move '{REFUSALS}' below '{sorry}'.",
            id="health_content.W008",
        )
    ]
    settings.MIDDLEWARE = [OURS, sorry, REFUSALS, "django.middleware.common.CommonMiddleware"]
    assert checks.check_refusals() == []


def test_e003_the_setting_has_an_unknown_key(settings):
    settings.HEALTH_CONTENT = {"STRICTT": True}
    (found,) = checks.check_setting()
    assert found == Error(
        checks.conf.problems()[0],
        hint="Correct HEALTH_CONTENT in the settings; health_content.conf documents it.",
        id="health_content.E003",
    )
    assert found.msg.startswith("HEALTH_CONTENT has no key 'STRICTT'. Known keys: ")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"COUNT": 1}, "['COUNT'] is True or False."),
        ({"RETENTION_DAYS": 0}, "['RETENTION_DAYS'] is a whole number of days, or None."),
        ({"SMALLEST_SHOWN": 0}, "['SMALLEST_SHOWN'] is a whole number from 1."),
        ({"COUNTS": True}, " has no key 'COUNTS'."),
    ],
)
def test_e003_clicks_are_counted_in_no_way_that_can_be_told(settings, given, told):
    settings.HEALTH_CONTENT = {"CLICKS": given}
    assert [found.msg for found in checks.check_setting()] == [f"HEALTH_CONTENT['CLICKS']{told}"]


def test_e003_the_setting_has_a_value_of_the_wrong_type(settings):
    settings.HEALTH_CONTENT = {"STRICT": "yes"}
    assert checks.check_setting() == [
        Error(
            "HEALTH_CONTENT['STRICT'] is a str, not a bool.",
            hint="Correct HEALTH_CONTENT in the settings; health_content.conf documents it.",
            id="health_content.E003",
        )
    ]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"RETENTION_DAYS": "365"}, "['RETENTION_DAYS'] is a whole number of days, or None."),
        ({"RETENTION_DAYS": 0}, "['RETENTION_DAYS'] is a whole number of days, or None."),
        ({"LEGAL_HOLD": "yes"}, "['LEGAL_HOLD'] is True or False."),
        ({"HOLD": True}, " has no key 'HOLD'."),
    ],
)
def test_e003_records_are_kept_for_no_time_that_can_be_told(settings, given, told):
    settings.HEALTH_CONTENT = {"RECORDS": given}
    assert [found.msg for found in checks.check_setting()] == [f"HEALTH_CONTENT['RECORDS']{told}"]


def test_e003_the_setting_is_no_dictionary(settings):
    settings.HEALTH_CONTENT = ["STRICT"]
    assert [found.msg for found in checks.check_setting()] == [
        "HEALTH_CONTENT is a list, not a dictionary."
    ]


@pytest.fixture
def plain_page_type(monkeypatch):
    """A page type without the mixin, and nothing but it and the base Page."""

    class Plain:
        class _meta:
            label = "leaflets.LeafletPage"

    monkeypatch.setattr(checks, "get_page_models", lambda: [Page, Plain])
    return Plain


def test_w004_a_page_type_has_no_mixin(settings, plain_page_type):
    settings.HEALTH_CONTENT = {}
    assert checks.check_page_types() == [
        Caution(
            "leaflets.LeafletPage is a page type without HealthPageMixin: it carries the "
            "disclaimers, but its content is not assessed.",
            hint="Let it inherit from health_content.pages.HealthPageMixin, before Page.",
            obj=plain_page_type,
            id="health_content.W004",
        )
    ]


def test_e004_a_page_type_has_no_mixin_and_the_site_is_strict(settings, plain_page_type):
    settings.HEALTH_CONTENT = {"STRICT": True}
    assert checks.check_page_types() == [
        Error(
            "leaflets.LeafletPage is a page type without HealthPageMixin: it carries the "
            "disclaimers, but its content is not assessed.",
            hint="Let it inherit from health_content.pages.HealthPageMixin, before Page.",
            obj=plain_page_type,
            id="health_content.E004",
        )
    ]


def test_w004_wagtail_s_base_page_is_never_named():
    assert all(found.obj is not Page for found in checks.check_page_types())


def test_e005_the_app_starts_too_late(monkeypatch):
    configs = {config.name: config for config in apps.get_app_configs()}
    order = ["wagtail.images", "wagtail.snippets", "health_content", "wagtail.documents"]
    monkeypatch.setattr(checks.apps, "get_app_configs", lambda: [configs[name] for name in order])
    assert checks.check_app_order() == [
        Error(
            "health_content stands below wagtail.images, wagtail.snippets in INSTALLED_APPS, "
            "whose start-up fixes the API's schemas before this app can add its own.",
            hint="Move 'health_content' above every app of Wagtail in INSTALLED_APPS.",
            id="health_content.E005",
        )
    ]


def test_the_demonstration_s_own_configuration_has_no_fault():
    assert checks.check_middleware() == []
    assert checks.check_setting() == []
    assert checks.check_app_order() == []


HINT = 'Correct HEALTH_CONTENT["COMPLIANCE"] in the settings; health_content.conf documents it.'
LOCKED = next(rule for rule in all_rules() if rule.is_locked)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            {"MARKET": ["US"]},
            " has no key 'MARKET'. Known keys: MODE, MARKETS, RULES, THRESHOLDS.",
        ),
        (
            {"MARKETS": ["US", "FR"]},
            "[\"MARKETS\"] names 'FR'. Known are: US, UK, EU, AU, CA.",
        ),
        (
            {"MARKETS": []},
            '["MARKETS"] is not a list of markets. Known are: US, UK, EU, AU, CA.',
        ),
        (
            {"MARKETS": "US"},
            '["MARKETS"] is not a list of markets. Known are: US, UK, EU, AU, CA.',
        ),
        ({"RULES": ["CLM301"]}, '["RULES"] is a list, not a dict.'),
        (
            {"RULES": {"CLM999": "off"}},
            "[\"RULES\"] names 'CLM999', and there is no such rule.",
        ),
        (
            {"RULES": {"CLM301": "warn"}},
            "[\"RULES\"]['CLM301'] is 'warn'. Known are: blocking, needs-reason, advice, off.",
        ),
        (
            {"RULES": {LOCKED.code: "off"}},
            (
                f"[\"RULES\"]['{LOCKED.code}'] is 'off', but {LOCKED.code} ({LOCKED.name}) is "
                "locked: it can be raised, never lowered."
            ),
        ),
        (
            {"RULES": {"CLM301": "needs-reason"}},
            (
                "[\"RULES\"]['CLM301'] is 'needs-reason', but CLM301 (disease-claim) finds disease "
                "claims: it can be raised, never lowered."
            ),
        ),
        (
            {"THRESHOLDS": {"REVIEW_DAYS": 5}},
            (
                "[\"THRESHOLDS\"] has no key 'REVIEW_DAYS'. "
                "Known keys: NEAR_OFFER_BLOCKS, REVIEW_MONTHS."
            ),
        ),
        (
            {"THRESHOLDS": {"REVIEW_MONTHS": True}},
            "[\"THRESHOLDS\"]['REVIEW_MONTHS'] is True, not a whole number from 1.",
        ),
    ],
)
def test_e007_the_setting_makes_no_policy(settings, given, words):
    settings.HEALTH_CONTENT = {"COMPLIANCE": given}
    assert checks.check_policy() == [
        Error(f'HEALTH_CONTENT["COMPLIANCE"]{words}', hint=HINT, id="health_content.E007")
    ]


def test_e007_is_silent_where_the_setting_is_not_even_a_dictionary(settings):
    settings.HEALTH_CONTENT = {"COMPLIANCE": ["US"]}
    assert checks.check_policy() == []
    assert [found.id for found in checks.check_setting()] == ["health_content.E003"]


def test_e007_a_policy_that_can_be_is_no_problem(settings):
    settings.HEALTH_CONTENT = {
        "COMPLIANCE": {
            "MARKETS": ["US", "UK"],
            "RULES": {"CLM301": "blocking", "CLM317": "advice", LOCKED.code: LOCKED.severity.value},
            "THRESHOLDS": {"REVIEW_MONTHS": 6},
        }
    }
    assert checks.check_policy() == []


@pytest.mark.parametrize(
    ("policy", "is_told"),
    [
        ("same-origin", False),
        ("no-referrer", False),
        ("strict-origin-when-cross-origin, same-origin", False),
        (["no-referrer", "strict-origin-when-cross-origin"], True),
        ("strict-origin-when-cross-origin", True),
        (None, True),
    ],
)
def test_w009_merchants_are_told_nothing_of_where_a_reader_comes_from(settings, policy, is_told):
    settings.SECURE_REFERRER_POLICY = policy
    found = checks.check_referrer()
    assert [one.id for one in found] == ([] if is_told else ["health_content.W009"])
    assert all("strict-origin-when-cross-origin" in str(one.hint) for one in found)
    settings.MIDDLEWARE = [path for path in settings.MIDDLEWARE if path != checks.SECURITY]
    assert checks.check_referrer() == []
