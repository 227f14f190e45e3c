"""References: their identifiers, their fields, and reading both from a citation."""

from health_content.bibliography.identifiers import Identifiers, find_identifiers
from health_content.bibliography.parsing import clean_citation, parse_citation, parse_record
from health_content.bibliography.record import Name, RecordError, ReferenceRecord
from health_content.bibliography.splitting import split_citations

__all__ = [
    "Identifiers",
    "Name",
    "RecordError",
    "ReferenceRecord",
    "clean_citation",
    "find_identifiers",
    "parse_citation",
    "parse_record",
    "split_citations",
]
