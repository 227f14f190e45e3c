"""A block of the site's own, which knows nothing of nodes."""

from wagtail import blocks

from health_content.blocks.affiliate_call_to_action import AffiliateCallToActionBlock


class PullQuoteBlock(blocks.StructBlock):
    """A sentence set large."""

    quote = blocks.TextBlock()
    speaker = blocks.CharBlock(required=False)

    class Meta:
        template = "extension/pull_quote.html"


class ExtrasBlock(blocks.StreamBlock):
    """What a page shows below everything else."""

    html = blocks.RawHTMLBlock()
    pull_quote = PullQuoteBlock()
    affiliate_call_to_action = AffiliateCallToActionBlock()
