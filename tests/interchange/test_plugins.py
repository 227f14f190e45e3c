"""Exports of other link managers, written by us in the shape that theirs have."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command
from wagtail.contrib.redirects.models import Redirect

from health_content.affiliates.programs import AMAZON
from health_content.interchange import Plugin, UnreadableTable, adopt
from health_content.interchange.adopting import LEAVE_OUT
from health_content.models import AffiliateProgram, PaidLink, Product

pytestmark = pytest.mark.django_db

# The columns that the plugin's manual lists, as its sample file writes them.
THIRSTY_AFFILIATES = b"""Link Name,Destination URL,Slug,Categories (separated by semicolons),\
Images To Download & Attach (separated by semicolons; jpg/png/gif only),\
Geolocations Links (format: AU:http://google.com.au separated by semicolon),\
Autolinker Keywords (separated by semicolon)
Zinc tablets,https://www.amazon.com/dp/B000000001?tag=example-20,zinc,Minerals;Tablets,,\
DE:https://www.amazon.de/dp/B000000001?tag=example-21,zinc
Our tea,https://shop.example/tea?partner=7,tea,,,,
"""
# The columns of the plugin's exporter, in its order.
PRETTY_LINKS = b"""id,slug,url,name,description,redirect_type,param_forwarding,track_me,nofollow,\
sponsored,new_window,source,created_at,updated_at,clicks,uniques
1,go/zinc,https://www.amazon.com/dp/B000000001?tag=example-20,Zinc,,307,0,1,1,1,0,0,\
2024-01-01,2024-01-01,10,7
2,letter,https://news.example/join,'=Join us,,301,0,1,0,0,0,0,2024-01-01,2024-01-01,0,0
"""


@pytest.fixture
def amazon():
    program = AffiliateProgram.from_terms(AMAZON)
    program.tags = {"US": "example-20", "DE": "example-21"}
    program.save()
    return program


@pytest.fixture
def tea():
    return AffiliateProgram.objects.create(key="tea", name="Tea Partners", merchant="Tea Shop")


def links():
    return sorted(PaidLink.objects.values_list("program__key", "market", "url", "product"))


def test_links_of_thirstyaffiliates_are_recognized_with_their_countries(amazon):
    product = Product.objects.create(name="Zinc", asin="B000000001")
    adoption = adopt(THIRSTY_AFFILIATES, Plugin.THIRSTY_AFFILIATES)
    assert adoption.is_kept
    assert links() == [
        ("amazon", "DE", "https://www.amazon.de/dp/B000000001?tag=example-21", product.pk),
        ("amazon", "US", "https://www.amazon.com/dp/B000000001?tag=example-20", product.pk),
    ]
    assert adoption.unknown == {"shop.example": 1}
    paths = [(item.old_path, item.categories, item.link is None) for item in adoption.paths]
    assert paths == [
        ("/recommends/zinc/", ("Minerals", "Tablets"), False),
        ("/recommends/tea/", (), True),
    ]


def test_a_program_is_chosen_for_a_merchant_that_nobody_knows(amazon, tea):
    chosen = {"shop.example": "tea"}
    adoption = adopt(THIRSTY_AFFILIATES, Plugin.THIRSTY_AFFILIATES, chosen=chosen, prefix="go")
    assert ("tea", "", "https://shop.example/tea?partner=7", None) in links()
    assert adoption.paths[1].old_path == "/go/tea/"
    again = adopt(THIRSTY_AFFILIATES, Plugin.THIRSTY_AFFILIATES, chosen=chosen)
    assert (again.report.created, again.report.unchanged) == (0, 3)
    left = adopt(THIRSTY_AFFILIATES, Plugin.THIRSTY_AFFILIATES, chosen={"shop.example": LEAVE_OUT})
    assert not left.unknown


def test_shipped_terms_become_a_program_on_request_alone_with_the_tag_of_the_export():
    adoption = adopt(PRETTY_LINKS, Plugin.PRETTY_LINKS)
    assert (adoption.missing, links()) == ({"amazon": 1}, [])
    adoption = adopt(PRETTY_LINKS, Plugin.PRETTY_LINKS, make_programs=True)
    assert adoption.made_programs == ["Amazon Associates"]
    program = AffiliateProgram.objects.get()
    assert (program.tags, program.cloaking_allowed) == ({"US": "example-20"}, False)
    assert len(links()) == 1
    assert (adoption.paths[0].redirect, adoption.paths[1].name) == ("307", "=Join us")


def test_a_row_that_cannot_be_a_paid_link_keeps_all_out_unless_it_may_be_left_out(amazon):
    data = PRETTY_LINKS + b"3,go/short,https://amzn.to/3xample,Short,,307,0,1,1,1,0,0,,,0,0\n"
    adoption = adopt(data, Plugin.PRETTY_LINKS)
    assert not adoption.is_kept
    assert adoption.report.problems[0].line == 4
    assert "amzn.to hides where the link leads" in adoption.report.problems[0].message
    assert links() == []
    assert adopt(data, Plugin.PRETTY_LINKS, leave_out=True).is_kept
    assert len(links()) == 1


def test_another_table_is_no_export_of_theirs():
    with pytest.raises(UnreadableTable, match="missing: link name, destination url"):
        adopt(PRETTY_LINKS, Plugin.THIRSTY_AFFILIATES)


def test_the_command_writes_the_old_paths_and_makes_no_redirect(amazon, tmp_path, capsys):
    export, redirects = tmp_path / "export.csv", tmp_path / "redirects.csv"
    export.write_bytes(PRETTY_LINKS)
    given = ["import_registry", export, "--format", "pretty-links", "--redirects", redirects]
    call_command(*given, "--dry-run")
    assert links() == []
    assert "amazon" in redirects.read_text()
    call_command(*given)
    assert "1 links to news.example left out; --program news.example=KEY" in capsys.readouterr().out
    rows = list(csv.DictReader(io.StringIO(redirects.read_text("utf-8-sig"))))
    assert [(row["old_path"], row["redirect_to"], row["link"]) for row in rows] == [
        ("/go/zinc/", "", str(PaidLink.objects.get().pk)),
        ("/letter/", "", ""),
    ]
    assert rows[1]["name"] == "'=Join us"
    assert not Redirect.objects.exists()
    with pytest.raises(CommandError, match="one export"):
        call_command("import_registry", export, *given[1:])
