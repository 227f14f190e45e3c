"""Articles that sell in every way there is."""

from health_content.models import AffiliateProgram, HealthArticlePage, PaidLink, Product
from tests.factories import HealthArticlePageFactory

ADDRESS = "https://shop.example/magnesium"
WORDS = ("Read about it.", "the shop", "Glycinate here")


def shop(key="shop"):
    """A program with a product and a paid link to it."""
    program = AffiliateProgram.objects.create(
        key=key, name=f"{key} partners", merchant=key.title(), channels=["web", "feed"]
    )
    product = Product.objects.create(name=f"Magnesium of {key}")
    link = PaidLink.objects.create(
        program=program, product=product, url=ADDRESS.replace("shop", key, 1)
    )
    return program, product, link


def selling(parent, product, link, title="Magnesium", words="Nuts hold magnesium."):
    """A live article with a call to action, a product card, a table and a typed link."""
    typed = f'<p>{words} At <a href="{link.url}">the shop</a>.</p>'
    cells = [f'<p><a href="{link.url}">Glycinate here</a></p>', "<p>Citrate</p>"]
    page = HealthArticlePageFactory(
        parent=parent,
        title=title,
        live=False,
        body=[
            ("rich_text", typed),
            ("affiliate_call_to_action", {"text": WORDS[0], "paid_link": link}),
            ("product_card", {"product": product, "paid_link": link, "html": "<p>Ours.</p>"}),
            (
                "comparison_table",
                {
                    "caption": "Forms",
                    "options": cells,
                    "rows": [{"name": "Bound to", "cells": ["<p>A</p>", "<p>B</p>"]}],
                },
            ),
        ],
    )
    page.save_revision().publish()
    return HealthArticlePage.objects.get(pk=page.pk)


def again(page):
    """The page as it is stored."""
    return HealthArticlePage.objects.get(pk=page.pk)
