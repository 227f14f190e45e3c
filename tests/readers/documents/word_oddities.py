"""The articles in ``docx/`` with comments, changes, text boxes, controls and foreign styles."""

from __future__ import annotations

from tests.readers.documents.word_file import WordFile, escaped

_AUTHOR = 'w:author="Lena" w:date="2025-02-20T10:00:00Z"'


def zinc_with_comments_and_tracked_changes() -> WordFile:
    file = WordFile("Zinc Without the Hype")
    file.heading("Zinc Without the Hype", 0)
    first = file.text("Zinc is in every cell. ")
    file.xml(
        first,
        f'<w:ins w:id="900" {_AUTHOR}><w:r><w:t xml:space="preserve">It also sells well in '
        "January. </w:t></w:r></w:ins>",
    )
    file.xml(
        first,
        f'<w:del w:id="901" {_AUTHOR}><w:r><w:delText xml:space="preserve">It cures the common '
        "cold. </w:delText></w:r></w:del>",
    )
    file.write(first, "Here is what it does, what it does not do, and how much is enough.")
    file.heading("What it does")
    claim = file.text("Zinc helps the cells that build bone. ")
    doubtful = claim.add_run("It doubles your immunity.")
    file.comment(doubtful, "Where does this come from? Please cut.", "Lena")
    file.text(
        "Wounds close more slowly without it, and food loses its taste. Both have other causes, "
        "so neither is a test."
    )
    file.heading("Where to find it")
    file.items(["Oysters", "Beef and lamb", "Beans and lentils", "Pumpkin seeds"])
    file.heading("How much")
    table = file.table(
        [
            ["Who", "Daily", "Upper limit"],
            ["Men 19+", "11 mg", "40 mg"],
            ["Women 19+", "8 mg", "40 mg"],
            ["Pregnancy", "11 mg", "40 mg"],
            ["Breastfeeding", "12 mg", "40 mg"],
        ]
    )
    file.comment(table.cell(1, 1).paragraphs[0].runs[0], "Checked.", "Theo")
    file.heading("What can go wrong")
    moved = file.text("High doses for months take copper out of the body. ")
    file.xml(
        moved,
        f'<w:moveTo w:id="902" {_AUTHOR}><w:r><w:t xml:space="preserve">Nose sprays with zinc '
        "have cost people their sense of smell. </w:t></w:r></w:moveTo>",
    )
    origin = file.text("Leave two hours between zinc and antibiotics. ")
    file.xml(
        origin,
        f'<w:moveFrom w:id="903" {_AUTHOR}><w:r><w:t xml:space="preserve">Nose sprays with zinc '
        "have cost people their sense of smell. </w:t></w:r></w:moveFrom>",
    )
    file.heading("Does it help with colds?")
    file.text(
        "Lozenges begun on the first day may take a day off a cold. Many people stop because of "
        "the taste. Tablets taken all winter to prevent colds have not been shown to do so, and "
        "the money buys a good deal of lentils."
    )
    file.text("[Order zinc lozenges on iHerb](https://www.iherb.com/pr/example/1005?rcode=ABC123)")
    file.heading("Conclusion")
    file.text(
        "Eat meat or beans, and seeds. Keep lozenges for the first day of a cold. If you take "
        "more than 25 mg a day for longer than a month, tell your doctor so that somebody thinks "
        "of copper."
    )
    file.heading("References")
    file.text(
        "[1] National Academies. Dietary Reference Intakes for Sodium and Potassium, Appendix J. "
        "2019. https://www.ncbi.nlm.nih.gov/books/NBK545442/"
    )
    return file


def bone_density_with_pictures() -> WordFile:
    file = WordFile("How a Bone Density Scan Works")
    file.heading("How a Bone Density Scan Works", 0)
    file.picture("Picture 1", "A woman lies on a padded table under a scanning arm", (90, 140, 180))
    caption = file.text("Figure ", "Caption")
    file.xml(
        caption,
        '<w:fldSimple w:instr=" SEQ Figure \\* ARABIC "><w:r><w:t>1</w:t></w:r></w:fldSimple>',
    )
    caption.add_run(". The arm passes over you; nothing touches you. Photo: Bone Desk")
    file.text(
        "Ten minutes on a padded table, clothes on, no needle. The scan is the easiest test you "
        "will ever have. Reading it is harder."
    )
    file.heading("Before the scan")
    file.items(
        [
            "Do not take calcium tablets on that day.",
            "Leave belts and zips at home.",
            "Say if you might be pregnant.",
            "Say if you have ever taken strontium, even years ago.",
        ],
        "List Number",
    )
    file.heading("What you get")
    file.text(
        "A T-score compares you with a healthy young adult. Zero is average; every step down "
        "means less mineral. Minus two and a half and below is called osteoporosis."
    )
    file.picture("Picture 2", "", (200, 160, 90))
    file.text("Figure 2. A report with the spine on the left and the hip on the right", "Caption")
    file.heading("What the scan cannot see")
    file.items(
        [
            "How the inner struts of the bone are arranged",
            "Whether you are likely to fall",
            "A fracture of the spine that has already happened, unless somebody looks for it",
        ]
    )
    file.heading("How often?")
    file.text(
        "Every two years at most, for most people. The change from one year to the next is "
        "smaller than the error of the machine, and worry about noise has never made a bone "
        "stronger. Go to the same machine if you can; two machines disagree more than two years."
    )
    file.heading("Who pays?")
    file.text(
        "That depends on your plan, your age and the reason. Ask for the code before you go. "
        "Tests around bone have become much more common over two decades, and payers have noticed."
    )
    file.heading("Bottom line")
    file.text(
        "The number is a beginning. Bring it to somebody who also asks about falls, fractures in "
        "the family and the medicines you take."
    )
    file.heading("Reference")
    file.text(
        "Shahangian S, Alspach TD, Astles JR, Yesupriya A, Dettwyler WK. Trends in laboratory test "
        "volumes for Medicare Part B reimbursements, 2000-2010. Arch Pathol Lab Med. "
        "2014;138:189-203. doi:10.5858/arpa.2013-0149-OA"
    )
    return file


def collagen_with_text_boxes() -> WordFile:
    file = WordFile("Collagen: What Ten Grams Can Do")
    file.heading("Collagen: What Ten Grams Can Do", 0)
    file.text(
        "Ten grams of collagen is a heaped spoon. It has about forty calories, no taste, and a "
        "reputation. We went looking for what is behind the reputation."
    )
    _text_box(file, "In brief", ["Safe for most people", "Small effect on sore knees"])
    file.heading("The case for it")
    file.text(
        "Short chains of amino acids reach the blood after a dose. In some trials, knees hurt a "
        "little less after three months. In one, scans of the spine improved slightly over a year."
    )
    file.heading("The case against it")
    file.text(
        "Most trials were paid for by makers, lasted weeks and measured things that nobody feels. "
        "Fractures have never been counted."
    )
    _text_box(file, "Allergy", ["Marine collagen is fish. Read the label if fish is a danger."])
    file.heading("How to try it fairly")
    file.items(
        [
            "Write down today how your knees feel, from nought to ten.",
            "Take ten grams a day for twelve weeks.",
            "Write it down again before you look at the first number.",
        ],
        "List Number",
    )
    file.heading("What to eat anyway")
    file.text(
        "The body builds collagen from protein, with vitamin C, copper and iron as its tools. "
        "Women need 75 mg of vitamin C a day and men 90 mg, which is one kiwi or half a pepper."
    )
    file.text("Get 15% off—Shop Collagen on Amazon!")
    file.heading("Summary")
    file.text(
        "If your knees ache and you have the money, a fair trial costs one tub and does no harm. "
        "Nobody should buy it instead of seeing a doctor about a joint that is hot, swollen or "
        "locked, and nobody with a low bone density should take it in place of treatment."
    )
    file.heading("Sources")
    file.text(
        "National Academies. Dietary Reference Intakes for Sodium and Potassium, Appendix J. 2019. "
        "https://www.ncbi.nlm.nih.gov/books/NBK545442/"
    )
    file.text(
        "Medical disclaimer: This content is for informational purposes only and is not a "
        "substitute for professional medical advice."
    )
    return file


def _text_box(file: WordFile, heading: str, lines: list[str]) -> None:
    """A text box as word processors save it: once as a shape, once more for old programs."""
    inside = f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{escaped(heading)}</w:t></w:r></w:p>" + "".join(
        f"<w:p><w:r><w:t>{escaped(line)}</w:t></w:r></w:p>" for line in lines
    )
    content = f"<w:txbxContent>{inside}</w:txbxContent>"
    file.body_xml(
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>'
        '<wp:extent cx="2400000" cy="900000"/><wp:docPr id="77" name="Text Box 2"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/><wps:txbx>{content}</wps:txbx><wps:bodyPr/>'
        "</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback>"
        f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )


def iron_with_links_and_superscripts() -> WordFile:
    file = WordFile("Iron, Blood and Bone")
    file.heading("Iron, Blood and Bone", 0)
    file.text("*Updated February 2025 · Reviewed by Dr. Sam Example*")
    file.text(
        "Iron is famous for blood.^1^ Bone needs it as well: without iron the enzymes that tie "
        "collagen together stand idle, and vitamin D is not fully switched on.^1,2^"
    )
    file.heading("How to tell whether you lack it")
    file.text(
        "Tiredness proves nothing. A test of ferritin, the form in which the body stores iron, "
        "costs little. See the [tables of the National Academies]"
        "(https://www.ncbi.nlm.nih.gov/books/NBK545442/) for what is recommended."
    )
    file.heading("Recommended intake")
    file.items(
        [
            "**Men 19 and over:** 8 mg",
            "**Women 19–50:** 18 mg",
            "**Women 51 and over:** 8 mg",
            "**Pregnancy:** 27 mg",
            "**Upper limit for adults:** 45 mg",
        ]
    )
    file.heading("Food first")
    file.items(["Lentils and beans", "Red meat, if you eat it", "Tofu", "Dark greens with lemon"])
    file.text(
        "Vitamin C helps the iron of plants in; tea, coffee and calcium keep it out. Moving the "
        "coffee by an hour is the cheapest supplement there is."
    )
    file.heading("Tablets")
    file.text(
        "Every other day is easier on the gut and, for many, works as well as every day. Stools "
        "turn black, which is harmless. Keep the bottle out of reach: a handful can kill a small "
        "child."
    )
    file.text("[Buy gentle iron on Amazon](https://www.amazon.com/dp/B000EXAMPL?tag=our-20)")
    file.text("[Buy gentle iron on Amazon](https://www.amazon.com/dp/B000EXAMPL?tag=our-20)")
    file.heading("When iron is too high")
    file.text(
        "In hemochromatosis the gut takes in too much for a lifetime. Joints ache, the liver "
        "suffers and bones thin. Relatives of people who have it should be tested, and nobody "
        "should take iron “for energy” without a reason.^2–3^"
    )
    file.heading("Conclusion")
    file.text(
        "Test, eat, and only then supplement. If the number is low, ask why before you ask with "
        "what."
    )
    file.heading("References")
    file.items(
        [
            (
                "National Academies. Dietary Reference Intakes for Sodium and Potassium, Appendix "
                "J. 2019. [Table](https://www.ncbi.nlm.nih.gov/books/NBK545442/)"
            ),
            (
                "Uwitonze AM, Razzaque MS. Role of Magnesium in Vitamin D Activation and Function. "
                "J Am Osteopath Assoc. 2018;118(3):181-189. [PubMed]"
                "(https://pubmed.ncbi.nlm.nih.gov/29480918/)"
            ),
            (
                "Fulgoni VL, Keast DR, Bailey RL. Foods, fortificants, and supplements: where do "
                "Americans get their nutrients? J Nutr. 2011;141:1847-54."
            ),
        ],
        "List Number",
    )
    return file


def falls_with_header_and_content_controls() -> WordFile:
    file = WordFile("Steady on Your Feet")
    section = file.document.sections[0]
    section.header.paragraphs[0].text = "Bone Service – Patient leaflet 14"
    section.footer.paragraphs[0].text = "Page 1 of 2 – Do not copy without permission"
    file.heading("Steady on Your Feet", 0)
    file.body_xml(
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        '</w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:pPr><w:pStyle w:val="TOCHeading"/>'
        "</w:pPr><w:r><w:t>Contents</w:t></w:r></w:p>"
        + "".join(
            '<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r>'
            f"<w:t>{name}</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>{page}</w:t></w:r></w:p>"
            for name, page in (("Why people fall", 1), ("The exercises", 1), ("Get help", 2))
        )
        + "</w:sdtContent></w:sdt>"
    )
    file.text(
        "This leaflet is for people who have fallen once or are afraid that they might. It takes "
        "five minutes to read and eight weeks to work. Keep it where you will see it, next to the "
        "kettle for instance."
    )
    file.heading("Why people fall")
    file.text(
        "Weak legs, poor light, a new pair of glasses, a tablet that lowers the blood pressure: "
        "mostly it is two or three things at once. That is good news, because taking one away "
        "often helps."
    )
    file.heading("Check your home")
    for words, state in (
        ("Rugs are fixed or gone", "☒"),
        ("The stairs have light at both ends", "☐"),
        ("There is a rail by the bath", "☐"),
    ):
        file.body_xml(
            '<w:p><w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>'
            f"</w:sdtPr><w:sdtContent><w:r><w:t>{state}</w:t></w:r></w:sdtContent></w:sdt>"
            f'<w:r><w:t xml:space="preserve"> {words}</w:t></w:r></w:p>'
        )
    file.heading("The exercises")
    file.items(
        [
            "Stand on one leg while the kettle boils.",
            "Rise from a chair ten times without your hands.",
            "Walk heel to toe along the hall.",
        ],
        "List Number",
    )
    file.body_xml(
        '<w:sdt><w:sdtPr><w:alias w:val="Advice"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Stop if '
        "you feel pain in the chest or the room turns, and call for help if it does not pass."
        "</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    file.heading("Vitamin D")
    file.text(
        "15 mcg a day is enough up to seventy, and 20 mcg after that. Very large doses have led "
        "to more falls, not fewer, so leave the monthly megadose on the shelf unless your doctor "
        "has prescribed it for a lack that was measured."
    )
    file.heading("Get help")
    file.items(
        [
            "Call the emergency number if you cannot put weight on a leg after a fall.",
            "Call it if you have hit your head and take a blood thinner.",
            "See your doctor if you have fallen twice in a year.",
        ]
    )
    file.text("Reviewed: March 2025. Next review: March 2028.")
    return file
