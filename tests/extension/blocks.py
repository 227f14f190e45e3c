"""A block of the site's own, which knows nothing of nodes."""

from wagtail import blocks


class PullQuoteBlock(blocks.StructBlock):
    """A sentence set large."""

    quote = blocks.TextBlock()
    speaker = blocks.CharBlock(required=False)

    class Meta:
        template = "extension/pull_quote.html"
