"""Choosing from the library, and fetching all that an article chose at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

from django.db.models import Prefetch
from wagtail import blocks
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import PageViewRestriction
from wagtail.snippets.blocks import SnippetChooserBlock

from health_content.blocks.pictures import SPECS
from health_content.conf import country_header
from health_content.library.alternates import links_to_show

_FETCHED: ContextVar[dict[Any, dict[Any, Any]] | None] = ContextVar("fetched", default=None)


class FetchedTogether(blocks.ChooserBlock):
    """A chooser whose objects may have been fetched beforehand, with the whole article's."""

    def bulk_to_python(self, values):
        fetched = _FETCHED.get()
        if fetched is None:
            return super().bulk_to_python(values)
        known = fetched.get(self.model_class, {})
        return [known.get(value) for value in values]

    def fetch(self, keys: set[Any]) -> dict[Any, Any]:
        """The objects with these keys, and all that showing them takes."""
        return self.model_class._default_manager.in_bulk(keys)


class NamesEntries:
    """A block whose stored data names entries of the library among its words."""

    def choices_in(self, stored: Any) -> Iterator[tuple[FetchedTogether, Any]]:
        """What is named, each with a chooser that fetches such entries."""
        raise TypeError(f"{type(self).__name__} lacks choices_in().")


class LibraryChooserBlock(FetchedTogether, SnippetChooserBlock):
    """Chooses one entry of the library, named by its model ("health_content.Person")."""


class PictureChooserBlock(FetchedTogether, ImageChooserBlock):
    """Chooses a picture; its renditions come along."""

    def fetch(self, keys: set[Any]) -> dict[Any, Any]:
        return self.model_class.objects.prefetch_renditions(*SPECS).in_bulk(keys)


class ProductChooserBlock(LibraryChooserBlock):
    """Chooses a product; its picture comes along."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("health_content.Product", **kwargs)

    def fetch(self, keys: set[Any]) -> dict[Any, Any]:
        pictures = get_image_model().objects.prefetch_renditions(*SPECS)
        with_pictures = self.model_class.objects.prefetch_related(Prefetch("image", pictures))
        return with_pictures.in_bulk(keys)


class PaidLinkChooserBlock(LibraryChooserBlock):
    """Chooses a paid link; its health comes along, and what may take its place where needed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("health_content.PaidLink", **kwargs)

    def fetch(self, keys: set[Any]) -> dict[Any, Any]:
        return links_to_show(keys, is_abroad=bool(country_header()))


class ArticlePageChooserBlock(FetchedTogether, blocks.PageChooserBlock):
    """Chooses a page; what keeps it from the public comes along."""

    def fetch(self, keys: set[Any]) -> dict[Any, Any]:
        pages = super().fetch(keys)
        if pages:
            closed = list(PageViewRestriction.objects.values_list("page__path", flat=True))
            for page in pages.values():
                page._health_content_closed_by = _above(page, closed)
        return pages


def closed_by(page: Any) -> list[str]:
    """The paths of the pages whose restrictions keep a page from the public."""
    known = getattr(page, "_health_content_closed_by", None)
    if known is None:
        closed = PageViewRestriction.objects.values_list("page__path", flat=True)
        known = page._health_content_closed_by = _above(page, closed)
    return known


def _above(page: Any, paths: Any) -> list[str]:
    return [path for path in paths if page.path.startswith(path)]


def fetched_entries(chooser: FetchedTogether, keys: set[Any]) -> dict[Any, Any]:
    """The entries with these keys: those of a whole article that is being read, else fetched."""
    fetched = _FETCHED.get()
    if fetched is not None:
        return fetched.get(chooser.model_class, {})
    return chooser.fetch(keys) if keys else {}


def is_reading_article() -> bool:
    """Whether stored data is being turned into values with all that it names at hand."""
    return _FETCHED.get() is not None


def fetch_library(stream: Any) -> None:
    """Turn a stream's stored data into values with one query for each model it points at.

    Wagtail fetches chosen objects once for every place in the tree of blocks; this is
    once for all places. Does nothing for a stream that was fetched before.
    """
    if stream is None or getattr(stream, "_health_content_fetched", False):
        return
    wanted: dict[Any, set[Any]] = defaultdict(set)
    choosers: dict[Any, FetchedTogether] = {}
    for chooser, key in _choices(stream.stream_block, _raw(stream)):
        wanted[chooser.model_class].add(key)
        choosers[chooser.model_class] = chooser
    token = _FETCHED.set({model: choosers[model].fetch(keys) for model, keys in wanted.items()})
    try:
        for child in stream:
            child.value  # noqa: B018 -- asking for a value is what turns it into one
    finally:
        _FETCHED.reset(token)
    stream._health_content_fetched = True


def _raw(stream: Any) -> list[Any]:
    return [entry for entry in stream.raw_data if isinstance(entry, dict)]


def _choices(block: Any, stored: Any) -> Iterator[tuple[Any, Any]]:
    """Each chooser below a block with the key that stored data holds for it."""
    if isinstance(block, FetchedTogether):
        if isinstance(stored, int):
            yield block, stored
    elif isinstance(block, NamesEntries):
        yield from block.choices_in(stored)
    elif isinstance(block, blocks.StreamBlock) and isinstance(stored, list):
        for entry in stored:
            if isinstance(entry, dict) and entry.get("type") in block.child_blocks:
                yield from _choices(block.child_blocks[entry["type"]], entry.get("value"))
    elif isinstance(block, blocks.StructBlock) and isinstance(stored, dict):
        for name, child in block.child_blocks.items():
            yield from _choices(child, stored.get(name))
    elif isinstance(block, blocks.ListBlock) and isinstance(stored, list):
        for entry in stored:
            is_item = isinstance(entry, dict) and {"type", "id", "value"} <= entry.keys()
            yield from _choices(block.child_block, entry["value"] if is_item else entry)
