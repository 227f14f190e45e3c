"""Form fields that show stored JSON as lines a person can type, and read it from them again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from health_content.affiliates.urls import UnsafeURL, host_of
from health_content.library.patterns import pattern_problem
from health_content.library.program_shapes import is_sentence

ANY = "any"
"""What stands for “every market” in a line."""

_MARKET = re.compile(r"[A-Za-z]{2}")
_SENTENCE = re.compile(r"(any|[A-Za-z]{2})(?:\s*,\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*))?\s*:(.+)")


class LinesField(forms.CharField):
    """A list of texts, one to a line. Errors name the line.

    What is stored in another shape is shown as it is, and refused as a line.
    """

    def __init__(self, *, rows: int = 3, placeholder: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        widget = forms.Textarea({"rows": rows, "placeholder": placeholder, "spellcheck": "false"})
        super().__init__(widget=widget, **kwargs)

    def read(self, line: str) -> Any:
        """What a line says. Raises ``ValueError`` with what is wrong with it."""
        return line

    def write(self, value: Any) -> list[str]:
        """The lines for what is stored. Raises ``TypeError`` for another shape."""
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            raise TypeError
        return value

    def gather(self, read: list[Any]) -> Any:
        """What all lines together make."""
        return read

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str):
            return value
        if value is None:
            return ""
        try:
            return "\n".join(self.write(value))
        except (TypeError, AttributeError, KeyError):
            return json.dumps(value, ensure_ascii=False)

    def to_python(self, value: Any) -> Any:
        if value is not None and not isinstance(value, str):
            return value
        found, problems = [], []
        for number, line in _lines(value or ""):
            try:
                found.append(self.read(line))
            except ValueError as error:
                told = gettext("Line %(line)d, “%(text)s”: %(problem)s")
                problems.append(told % {"line": number, "text": line[:60], "problem": error})
        if problems:
            raise ValidationError(problems)
        try:
            return self.gather(found)
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """None is about lists."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != (initial or self.gather([])))
        except ValidationError:
            return True


class HostLinesField(LinesField):
    """Names of sites, one to a line."""

    def read(self, line: str) -> str:
        return _host(line)


class PatternLinesField(LinesField):
    """Expressions over the path of an address, one to a line."""

    def read(self, line: str) -> str:
        if problem := pattern_problem(line):
            raise ValueError(problem)
        return line


class _ByMarketField(LinesField):
    """A line for each market: “US: …”."""

    def read(self, line: str) -> tuple[str, Any]:
        market, colon, rest = line.partition(":")
        if not colon or not rest.strip():
            raise ValueError(gettext("write the market, a colon, and what holds there."))
        return _market(market), self.of_market(rest.strip())

    def of_market(self, text: str) -> Any:
        """What holds in a market. Raises ``ValueError`` with what is wrong with it."""
        raise TypeError(f"{type(self).__name__} lacks of_market().")

    def gather(self, read: list[Any]) -> Any:
        markets = [market for market, _told in read]
        if twice := sorted({market or ANY for market in markets if markets.count(market) > 1}):
            told = gettext("%(markets)s has two lines. Put them in one.")
            raise ValueError(told % {"markets": ", ".join(twice)})
        return dict(read)


class HostsByMarketField(_ByMarketField):
    """The hosts in each market: “US: www.example.com, example.com”."""

    def of_market(self, text: str) -> list[str]:
        return [_host(name) for name in re.split(r"[,\s]+", text) if name]

    def write(self, value: Any) -> list[str]:
        return [f"{market or ANY}: {', '.join(hosts)}" for market, hosts in value.items()]


class TagsByMarketField(_ByMarketField):
    """Our tag in each market: “US: example-20”."""

    def of_market(self, text: str) -> str:
        if re.search(r"[\s,&=?#]", text):
            raise ValueError(gettext("a tag is one word, without spaces, “&” or “=”."))
        return text

    def write(self, value: Any) -> list[str]:
        return [f"{market or ANY}: {tag.strip()}" for market, tag in value.items()]


class SentencesField(LinesField):
    """Sentences with their market and language: “US, en-US: As a partner I earn …”."""

    def read(self, line: str) -> dict[str, str]:
        found = _SENTENCE.fullmatch(line)
        if found is None:
            raise ValueError(
                gettext("write the market, a comma, the language, a colon, and the sentence.")
            )
        market, language, text = found.groups()
        return {"market": _market(market), "language": language or "", "text": text.strip()}

    def write(self, value: Any) -> list[str]:
        if not all(is_sentence(sentence) for sentence in value):
            raise TypeError
        return [
            f"{', '.join(filter(None, (one.get('market') or ANY, one.get('language'))))}: "
            f"{' '.join(one['text'].split())}"
            for one in value
        ]


class CountriesField(LinesField):
    """Codes of countries, with commas or on lines of their own."""

    def read(self, line: str) -> list[str]:
        return [_market(code) for code in re.split(r"[,\s]+", line) if code]

    def gather(self, read: list[Any]) -> Any:
        return list(dict.fromkeys(code for codes in read for code in codes if code))


class ListOfChoicesField(forms.MultipleChoiceField):
    """A stored list as checkboxes. What is ``fixed`` comes first and is always in it."""

    def __init__(self, *, fixed: Callable[[], list[str]] = list, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(widget=forms.CheckboxSelectMultiple, **kwargs)
        self.fixed = fixed

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, list) else []

    def clean(self, value: Any) -> list[str]:
        chosen = super().clean([text for text in value or [] if text not in self.fixed()])
        return [*self.fixed(), *chosen]

    def has_changed(self, initial: Any, data: Any) -> bool:
        stored = {text for text in self.prepare_value(initial) if text not in self.fixed()}
        return stored != set(data or [])


class ThreeValuedSelect(forms.NullBooleanSelect):
    """Known to hold, known not to, or looked up by nobody, which is never taken for permission."""

    def __init__(self, *, is_permission: bool) -> None:
        super().__init__()
        if is_permission:
            self.choices = [
                ("unknown", _("Nobody has looked this up; treated as not allowed")),
                ("true", _("Allowed")),
                ("false", _("Not allowed")),
            ]
        else:
            self.choices = [
                ("unknown", _("Nobody has looked this up; treated as needed")),
                ("true", _("Needed")),
                ("false", _("Not needed")),
            ]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield number, line.strip()


def _market(text: str) -> str:
    code = text.strip()
    if code.lower() == ANY:
        return ""
    if not _MARKET.fullmatch(code):
        told = gettext("“%(code)s” is no market. Write two letters such as US, or “any”.")
        raise ValueError(told % {"code": code})
    return code.upper()


def _host(text: str) -> str:
    """A host, also where a whole address was pasted."""
    address = text if "://" in text else f"https://{text}"
    try:
        return host_of(address)
    except UnsafeURL as error:
        told = gettext("“%(host)s” is no name of a site: %(problem)s")
        raise ValueError(told % {"host": text, "problem": error}) from error
