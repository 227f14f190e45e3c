"""The articles in ``docx/`` whose styles another program or another language has named."""

from __future__ import annotations

from tests.readers.documents.word_file import WordFile


def magnesium_from_google_docs() -> WordFile:
    file = WordFile()
    file.named_style("Normal1", "normal1", "Normal")
    file.text("Magnesium and Your Bones", "Title")
    for words, level in (("What it does", 2), ("", 2)):
        file.heading(words, level)
    file.text(
        "More than half of the magnesium in your body is in your skeleton. It keeps the crystals "
        "of bone small, and small is strong. It also serves the enzymes that switch vitamin D on.",
        "normal1",
    )
    file.heading("What research shows", 2)
    file.text(
        "A meta-analysis of studies in older adults found that those with more magnesium had a "
        "slightly denser hip "
        "[(Groenendijk et al., 2022)](https://www.google.com/url?q=https://doi.org/10.1016/j.bone"
        ".2021.116233&sa=D&source=editors&ust=1740000000000000&usg=AOvVaw0example). Fractures "
        "were not fewer. The studies mostly watched people; they did not hand out pills.",
        "normal1",
    )
    file.heading("Forms", 2)
    for name, words in (
        ("Glycinate", "gentle, dear"),
        ("Citrate", "dissolves well, loosens the bowel"),
        ("Oxide", "cheap, poorly taken up"),
    ):
        file.text(f"**{name}**: {words}", "List Bullet")
    file.heading("Dosage", 2)
    file.table(
        [
            ["", "Women", "Men"],
            ["19–30", "310 mg", "400 mg"],
            ["31 and over", "320 mg", "420 mg"],
        ],
        bold_head=False,
    )
    file.text("", "normal1")
    file.text(
        "From supplements, stay at 350 mg or less. Food does not count toward that limit, which "
        "confuses everybody, because the allowance is higher than the limit.",
        "normal1",
    )
    file.heading("Safety", 2)
    file.text(
        "Diarrhea is the first sign of too much. People with kidney disease can be harmed by "
        "ordinary doses and must ask first. Keep two hours between magnesium and antibiotics of "
        "the tetracycline kind, and the whole morning between it and a bisphosphonate.",
        "normal1",
    )
    file.heading("Takeaways", 2)
    file.items(
        [
            "Nuts, beans and whole grains first.",
            "Any form will do; your gut decides.",
            "The pill has not been shown to prevent fractures.",
        ]
    )
    file.text("________________", "normal1")
    file.heading("Works cited", 2)
    file.text(
        "Groenendijk I, van Delft M, Versloot P, van Loon LJC, de Groot LCPGM. Impact of magnesium "
        "on bone health in older adults: A systematic review and meta-analysis. *Bone*. "
        "2022;154:116233. doi:10.1016/j.bone.2021.116233",
        "normal1",
    )
    file.text(
        "Gröber U, Schmidt J, Kisters K. Magnesium in prevention and therapy. *Nutrients*. "
        "2015;7:8199–8226. doi:10.3390/nu7095388",
        "normal1",
    )
    return file


def phosphorus_with_german_style_names() -> WordFile:
    file = WordFile("Phosphorus: Enough Is Easy")
    file.text("Phosphorus: Enough Is Easy", "Title")
    file.text(
        "Bone mineral is made of calcium and phosphate. The first is often short. The second "
        "almost never is, and that is worth an article, because bone formulas sell it anyway."
    )
    file.heading("Where it is")
    file.text(
        "In everything that was alive: meat, fish, milk, beans, seeds. And in much that was "
        "mixed: cola, processed cheese, ham, powders that must not clump."
    )
    file.heading("What the label hides", 2)
    file.text(
        "Look for words with *phos* in them. Added phosphates are taken up nearly whole; those of "
        "beans and grains only in part."
    )
    file.heading("How much")
    file.table(
        [
            ["Group", "Per day", "Upper limit"],
            ["Adults 19–70", "700 mg", "4,000 mg"],
            ["Adults over 70", "700 mg", "3,000 mg"],
            ["Pregnancy", "700 mg", "3,500 mg"],
        ]
    )
    file.heading("Who has to watch it")
    file.items(
        [
            "People with kidney disease, who cannot clear it",
            "People on a feeding tube after a long fast",
            "People who take antacids with aluminum every day",
        ]
    )
    file.heading("What to do")
    file.items(
        [
            "Do not buy it.",
            "Drink water instead of cola.",
            "If your kidneys are ill, ask a dietitian for a list.",
        ],
        "List Number",
    )
    file.text("„Enough“ is the rule, and the exception sits in the dialysis ward.", "Quote")
    file.heading("Does cola weaken bones?")
    file.text(
        "People who drink a lot of it have thinner bones in several studies. Whether the acid, "
        "the caffeine or the missing milk is to blame, nobody has been able to say. Cola without "
        "phosphate would be the experiment; as far as we know it has not been made."
    )
    file.heading("Sources")
    file.text(
        "National Academies. Dietary Reference Intakes for Sodium and Potassium, Appendix J. 2019. "
        "https://www.ncbi.nlm.nih.gov/books/NBK545442/"
    )
    file.text(
        "Thacher T. Calcium-Deficiency Rickets. Endocrine development. 2003;6:105-25. "
        "doi:10.1159/000072773"
    )
    file.rename_styles(
        {
            "Title": "Titel",
            "Heading1": "berschrift1",
            "Heading2": "berschrift2",
            "ListBullet": "Aufzhlungszeichen",
            "ListNumber": "Listennummer",
            "TableGrid": "Tabellenraster",
            "Quote": "Zitat",
            "Normal": "Standard",
        }
    )
    return file
