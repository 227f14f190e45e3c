"""Build the .docx documents: ``python -m tests.readers.documents.build_docx``.

The files are committed, so that tests read what a word processor would have handed in.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.readers.documents import word_articles, word_foreign_styles, word_oddities
from tests.readers.documents.word_file import WordFile

BUILDERS: tuple[Callable[[], WordFile], ...] = (
    word_articles.vitamin_d_with_heading_styles,
    word_articles.vitamin_k2_with_bold_lines_as_headings,
    word_articles.calcium_with_merged_cells,
    word_articles.protein_with_footnotes,
    word_articles.omega_3_with_endnotes,
    word_oddities.zinc_with_comments_and_tracked_changes,
    word_oddities.bone_density_with_pictures,
    word_oddities.collagen_with_text_boxes,
    word_oddities.iron_with_links_and_superscripts,
    word_oddities.falls_with_header_and_content_controls,
    word_foreign_styles.magnesium_from_google_docs,
    word_foreign_styles.phosphorus_with_german_style_names,
)


def main(folder: Path = Path(__file__).parent / "docx") -> None:
    for build in BUILDERS:
        build().save(folder / f"{build.__name__.replace('_', '-')}.docx")


if __name__ == "__main__":
    main()
