"""Documents in which a disclaimer stands, and whether a reader sees it.

Each is written as a template fails in practice, or as HTML that parsers read in
surprising ways. ``{}`` is where the text goes.
"""

from health_content.edition import Obligation, ObligationKind
from health_content.edition.markup import disclaimers_html
from health_content.statutory import FDA_PLURAL, MEDICAL_DEFAULT

FDA = Obligation.of(FDA_PLURAL, ObligationKind.FDA_DISCLAIMER)
MEDICAL = Obligation.of(MEDICAL_DEFAULT, ObligationKind.MEDICAL_DISCLAIMER)
OWED = (FDA, MEDICAL)
BOX = disclaimers_html(OWED)

PAGE = (
    '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Calcium</title></head>\n'
    "<body><main><h1>Calcium and bone</h1><p>Bone is <em>living</em> tissue.</p>{}</main>"
    "</body></html>"
)

SEEN = {
    "in a paragraph": "<p>{}</p>",
    "as bare text": "{}",
    "in a table cell": "<table><tr><td>{}</td></tr></table>",
    "in an open details": "<details open><summary>Disclaimers</summary><p>{}</p></details>",
    "in an open dialog": "<dialog open>{}</dialog>",
    "behind a closed comment": "<!-- the box --><p>{}</p>",
    "behind a comment that closes at once": "<!--><p>{}</p>",
    "behind a script that writes tags": "<script>var a = '<p hidden><!--';</script><p>{}</p>",
    "behind a drawing": '<svg viewBox="0 0 1 1"><title>Bone</title><g><path d="M0 0"/></g></svg>{}',
    "behind a hidden menu": "<ul hidden><li>Vitamins<li>Minerals</ul><p>{}</p>",
    "behind a select": "<select><option>Bones<option>Joints</select><p>{}</p>",
    "behind a tag in an attribute": '<p title="<div hidden>">Note</p><p>{}</p>',
    "behind a noscript": "<noscript><p>No scripts</p></noscript><p>{}</p>",
    "not hidden from screen readers": '<p aria-hidden="false">{}</p>',
    "with a plain style": '<p style="color: #222; display: block; font-size: 1rem">{}</p>',
    **{
        f"with the style {style}": f'<div style="{style}"><p>{{}}</p></div>'
        for style in (
            "padding: 1rem 2%; margin: 0 auto 1.5em; text-align: center",
            "border: 1px solid rgba(0, 0, 0, .1); border-radius: 4px; background: #fafafa",
            "background-image: url(/paper.png); background-size: cover",
            "background: navy; color: white",
            "color: rgb(20, 20, 20) ! important",
            "color: #222 /* ink */; font-weight: 700",
            "font-family: Georgia, 'Times New Roman', serif; font-style: italic",
            "font: italic 700 16px/1.5 Georgia, serif",
            "font-size: .875rem; line-height: 1.4",
            "max-width: 60ch; width: 100%; box-sizing: border-box",
            "display: flex; flex-wrap: wrap; gap: 1rem; justify-content: space-between",
            "display: grid; grid-template-columns: 1fr",
            "position: relative; opacity: 1; --space: 2rem",
            "float: left; clear: both; white-space: pre-line; overflow-wrap: anywhere",
            "text-decoration: underline; page-break-inside: avoid; vertical-align: top;",
            "overflow-x: auto",
        )
    },
    "unclosed paragraph": "<p>Bone<p>{}",
}
"""What a reader sees."""

UNSEEN = {
    "in a comment": "<!-- <p>{}</p> -->",
    "in a comment that never ends": "<!-- <p>{}</p>",
    "in a script": "<script>var text = '{}';</script>",
    "in an escaped script": "<script><!--<script></script>{}</script>",
    "in a style sheet": "<style>/* {} */</style>",
    "in a template": "<template><p>{}</p></template>",
    "in a noscript": "<noscript><p>{}</p></noscript>",
    "in a form field": "<textarea>{}</textarea>",
    "in the title": "<title>{}</title>",
    "in an option": "<select><option>{}</option></select>",
    "in a drawing's title": "<svg><title>{}</title></svg>",
    "in a frame": "<iframe>{}</iframe>",
    "in an object's fallback": '<object data="/leaflet.pdf">{}</object>',
    "in a closed details": "<details><summary>Disclaimers</summary>{}</details>",
    "in a closed dialog": "<dialog>{}</dialog>",
    "in an attribute": '<p title="{}">Note</p>',
    "in an attribute that never ends": '<p title="{}',
    "in a hidden element": "<p hidden>{}</p>",
    "below a hidden element": "<div HIDDEN><section><p>{}</p></section></div>",
    "hidden until found": '<p hidden="until-found">{}</p>',
    "hidden from screen readers": '<p aria-hidden="true">{}</p>',
    "inert": "<p inert>{}</p>",
    "in a popover": "<p popover>{}</p>",
    "not displayed": '<p style="display:none">{}</p>',
    "not displayed, in capitals": '<p STYLE="Display : NONE !important">{}</p>',
    "not displayed, escaped": '<p style="d\\69splay:none">{}</p>',
    "not displayed, entity": '<p style="display&#58;none">{}</p>',
    "not displayed, comment": '<p style="display/**/:none">{}</p>',
    "invisible": '<p style="visibility:hidden">{}</p>',
    "transparent": '<p style="opacity: 0.0">{}</p>',
    "of no size": '<p style="font-size:0">{}</p>',
    "below 1/16 inch": '<p style="font-size:5px">{}</p>',
    "out of sight": '<p style="position:absolute;left:-9999px">{}</p>',
    "cut off": '<p style="height:1px;overflow:hidden">{}</p>',
    "in the color of nothing": '<p style="color:transparent">{}</p>',
    **{
        f"by its style {style}": f'<div style="{style}"><p>{{}}</p></div>'
        for style in (
            "display:none ! important",
            "visibility:hidden ! important",
            "display:none!/**/important",
            "font-family:'/*';display:none;quotes:'*/'",
            "--a:url(/*);display:none;--b:*/",
            "--a{{b:c}}display:none",
            "max-block-size:0;overflow:hidden",
            "max-inline-size:0;overflow:hidden",
            "contain:size;overflow:hidden",
            "inset-inline-start:-9999px",
            "inset-block-start:-9999px",
            "margin-inline-start:-9999px",
            "margin-left:-40em",
            "border-left:9999px solid",
            "vertical-align:-500px",
            "position:fixed;top:100vh",
            "position:absolute;top:-99px",
            "color:rgba(0,0,0,.004)",
            "color:rgb(0 0 0 / 0)",
            "color:#00000001",
            "color:white",
            "color:#eee;background:#eee",
            "-webkit-clip-path:inset(50%)",
            "mask:linear-gradient(transparent,transparent)",
            "transform:rotateY(90deg)",
            "rotate:y 90deg",
            "offset:path('M 0 -9999')",
            "font-size:0.01vw",
            "font-size:calc(1px - 1px)",
            "font:1px/1 serif",
            "font:700 1px serif",
            "line-height:0",
            "letter-spacing:-50px",
            "width:1px",
            "text-decoration:line-through",
            "text-decoration:underline 40px",
        )
    },
    "for screen readers alone": '<p class="note sr-only">{}</p>',
    "struck through": "<s>{}</s>",
    "hidden, and closed in a cell": "<div hidden><table><td></div>{}</table></div>",
    "hidden, and carried over": "<p><b hidden>Bone</p><p>{}</p>",
    "in a shadow host": '<div><template shadowrootmode="open"></template>{}</div>',
    "behind plaintext in a hidden part": "<div hidden><plaintext>{}",
    "in a character data section": "<svg><![CDATA[</svg>{}]]></svg>",
    "in frames": "<frameset><frame>{}</frameset>",
}
"""What a reader does not see."""

WHOLE_PAGES = {
    "empty": "",
    "a fragment": "<p>Bone is living tissue.</p>",
    "plain words": "Bone is living tissue.",
    "no body tag": "<!DOCTYPE html><title>Calcium</title><p>Bone is living tissue.",
    "no end tags": "<!DOCTYPE html><html><body><p>Bone is living tissue.",
    "a comment that never ends": "<!DOCTYPE html><html><body><p>Bone</p><!-- menu </body></html>",
    "a comment before the body that never ends": "<!DOCTYPE html><html><head><!-- </head><body>",
    "nothing but a comment that never ends": "<!-- <!DOCTYPE html><html><body></body></html>",
    "a script that never ends": "<html><body><p>Bone</p><script>if (a < b) {</body></html>",
    "a style that never ends": "<html><head><style>p {</head><body><p>Bone</p></body></html>",
    "a title that never ends": "<html><head><title>Calcium</head><body><p>Bone</p></body></html>",
    "a template that never ends": "<html><body><template><p>Bone</p></body></html>",
    "a hidden part that never ends": "<html><body><div hidden><p>Bone</p></body></html>",
    "a tag that never ends": '<html><body><p>Bone</p><a href="/calcium></body></html>',
    "a body end in a script": "<html><body><p>Bone</p><script>'</body>'</script></body></html>",
    "a body end in a comment": "<html><body><p>Bone</p></body><!-- </body> --></html>",
    "a hidden body": "<html><body hidden><p>Bone</p></body></html>",
    "a body faded in by script": '<html><body style="opacity:0"><p>Bone</p></body></html>',
    "a second, hidden body": "<html><body><p>Bone</p><body hidden></body></html>",
    "a hidden root": "<html hidden><body><p>Bone</p></body></html>",
    "a root that assistive software skips": '<html aria-hidden="true"><body>Bone</body></html>',
    "a body with a shadow root": '<body><template shadowrootmode="open"></template>Bone</body>',
    "frames": "<html><head></head><frameset><frame></frameset></html>",
    "an open table": "<html><body><table><tr><td>Bone</body></html>",
    "an open select": "<html><body><select><option>Bone</body></html>",
    "an open drawing": "<html><body><svg><path></body></html>",
    "an open character data section": "<html><body><svg><![CDATA[ Bone</body></html>",
    "a plain text part": "<html><body><plaintext>Bone</body></html>",
    "a sign left over": "<p>1 <",
    "an end tag left over": "<p>Bone</",
}
"""Documents that get a box, however they are built."""
