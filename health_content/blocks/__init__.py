"""The blocks of an article, one public block a file."""

from health_content.blocks.affiliate_call_to_action import AffiliateCallToActionBlock
from health_content.blocks.audience import AudienceBlock
from health_content.blocks.base import ArticleBlock, ArticleRichTextBlock
from health_content.blocks.body import ArticleBodyBlock, content_blocks
from health_content.blocks.conclusion import ConclusionBlock
from health_content.blocks.dosage_table import DosageTableBlock
from health_content.blocks.key_points import KeyPointsBlock
from health_content.blocks.myth_fact import MythFactBlock
from health_content.blocks.references import ReferencesBlock
from health_content.blocks.related_articles import RelatedArticlesBlock
from health_content.blocks.research_note import ResearchNoteBlock
from health_content.blocks.rich_text import RichTextBlock
from health_content.blocks.section import SectionBlock, SubsectionBlock
from health_content.blocks.steps import StepsBlock
from health_content.blocks.stream import ArticleStreamBlock

__all__ = [
    "AffiliateCallToActionBlock",
    "ArticleBlock",
    "ArticleBodyBlock",
    "ArticleRichTextBlock",
    "ArticleStreamBlock",
    "AudienceBlock",
    "ConclusionBlock",
    "DosageTableBlock",
    "KeyPointsBlock",
    "MythFactBlock",
    "ReferencesBlock",
    "RelatedArticlesBlock",
    "ResearchNoteBlock",
    "RichTextBlock",
    "SectionBlock",
    "StepsBlock",
    "SubsectionBlock",
    "content_blocks",
]
