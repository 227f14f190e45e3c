"""The articles in ``docx/`` whose layout python-docx can write: styles, lists, tables, notes."""

from __future__ import annotations

from tests.readers.documents.word_file import WordFile


def vitamin_d_with_heading_styles() -> WordFile:
    file = WordFile("Vitamin D After Seventy")
    file.text("Vitamin D After Seventy", "Title")
    file.text("Why the number on the label should change on your birthday", "Subtitle")
    file.text(
        "The skin of a seventy-year-old makes perhaps a third of the vitamin D that it made at "
        "twenty. The allowance goes up for that reason, and most multivitamins have not noticed."
    )
    file.heading("What changes with age")
    file.heading("Skin", 2)
    file.text(
        "Older skin holds less of the substance that sunlight turns into the vitamin. An hour in "
        "the garden is still good for you; it just counts for less here."
    )
    file.heading("Kidney", 2)
    file.text(
        "The last step of switching the vitamin on takes place in the kidney, and kidneys slow "
        "down. A doctor can see from a blood test whether yours have."
    )
    file.heading("How much do you need?")
    file.table(
        [
            ["Group", "Per day", "Upper limit"],
            ["Adults 19–70", "15 mcg", "100 mcg"],
            ["Adults over 70", "20 mcg", "100 mcg"],
        ]
    )
    file.text("One microgram is 40 IU, so 20 mcg is 800 IU.")
    file.heading("Who may need a supplement")
    file.items(
        [
            "People who live in a nursing home",
            "People who cover their skin outdoors",
            "People who eat neither fish nor fortified food",
        ]
    )
    file.heading("How to take it")
    file.items(
        [
            "Take it with the main meal.",
            "Add up every product that holds it.",
            "Bring the bottles to your next appointment.",
        ],
        "List Number",
    )
    file.text("“More is not better. Enough is better.”", "Intense Quote")
    file.heading("Safety")
    file.text(
        "Large doses raise the calcium in the blood. Thirst, nausea and confusion are the signs, "
        "and confusion is easily put down to age. People with sarcoidosis or kidney stones should "
        "ask before they take any."
    )
    file.heading("Conclusion")
    file.text(
        "From seventy on, 20 mcg a day is the amount to aim for, from everything together. It is "
        "cheap, and it is one of the few things about bones that really is that simple."
    )
    file.heading("References")
    for number, entry in enumerate(
        [
            "Institute of Medicine. Dietary Reference Intakes for Calcium and Vitamin D. 2011.",
            (
                "Charoenngam N, Shirvani A, Holick MF. Vitamin D for skeletal and non-skeletal "
                "health: What we should know. J Clin Orthop Trauma. 2019;10:1082-1093. "
                "doi:10.1016/j.jcot.2019.07.004"
            ),
        ],
        start=1,
    ):
        file.text(f"{number}. {entry}")
    file.text(
        "These statements have not been evaluated by the Food and Drug Administration. This "
        "product is not intended to diagnose, treat, cure, or prevent any disease."
    )
    return file


def vitamin_k2_with_bold_lines_as_headings() -> WordFile:
    file = WordFile()
    file.text("**Natto, Cheese and Bones: A Vitamin K2 Story**")
    file.text("")
    file.text("By Inge Pohl")
    file.text("")
    file.text(
        "In the east of Japan people eat natto, in the west they mostly do not, and in the west "
        "more hips break. That map started the career of vitamin K2."
    )
    file.text("")
    file.text("**What Natto Is**")
    file.text("Soybeans that bacteria have worked on. They smell of old cheese and pull threads.")
    file.text("")
    file.text("**What the Map Does Not Say**")
    file.text(
        "People who eat natto also eat more soy, more vegetables and live nearer to their fields. "
        "A map cannot take these apart. Trials could, and the ones that seemed to do so were "
        "partly withdrawn."
    )
    file.text("")
    file.text("**Key Facts:**")
    file.text("•\tMK-7 stays in the blood for days.")
    file.text("•\tMK-4 is gone after hours.")
    file.text("•\tNobody has set a requirement for either.")
    file.text("")
    file.text("**How Much Vitamin K?**")
    file.text("Men: 120 mcg")
    file.text("Women: 90 mcg")
    file.text("")
    file.text("**How to Eat More of It**")
    file.text("1)\tA spoon of natto with mustard and rice.")
    file.text("2)\tHard cheese, a thin slice.")
    file.text("3)\tGreens with oil every day for K1.")
    file.text("")
    file.text("**Who Should Not Change Anything**")
    file.text(
        "People on warfarin. A single portion of natto can undo days of careful dosing. Talk to "
        "the clinic before you buy it, and after."
    )
    file.text("")
    file.text("Strengthen your bones naturally—Shop Vitamin K2 on Amazon!")
    file.text("")
    file.text("**Final Thoughts**")
    file.text(
        "Natto is food, and good food. Whether the capsule does what the village does is a "
        "question that the next trial will have to answer."
    )
    file.text("")
    file.text("**Sources:**")
    file.text(
        "1)\tTorgerson DJ. Caution to readers about systematic review on vitamin K and prevention "
        "of fractures that included problematic trials. JAMA Intern Med. 2018;178:863–864. "
        "doi:10.1001/jamainternmed.2018.1127"
    )
    file.text(
        "2)\tCockayne S, Adamson J, Lanham-New S, et al. Vitamin K and the prevention of "
        "fractures. Arch Intern Med. 2006;166:1256–1261. doi:10.1001/archinte.166.12.1256"
    )
    return file


def calcium_with_merged_cells() -> WordFile:
    file = WordFile("Calcium by Age")
    file.heading("Calcium by Age: A Chart for the Kitchen Door", 0)
    file.text(
        "Print this page, hang it up, and stop guessing. The chart gives the daily amounts; the "
        "text below says how to reach them without a tablet."
    )
    file.heading("The chart")
    table = file.table(
        [
            ["Age", "Daily amount", "", "Upper limit"],
            ["", "Women", "Men", ""],
            ["4–8", "1,000 mg", "", "2,500 mg"],
            ["19–50", "1,000 mg", "", "2,500 mg"],
            ["51–70", "1,200 mg", "1,000 mg", "2,000 mg"],
            ["Over 70", "1,200 mg", "", "2,000 mg"],
        ]
    )
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 3).merge(table.cell(1, 3))
    for row in (2, 3, 5):
        table.cell(row, 1).merge(table.cell(row, 2))
    file.text("Table 1. Calcium from food and tablets together", "Caption")
    file.heading("Three ways to 300 mg")
    nested = file.table([["Milk", "Fish", "Plants"], ["", "", ""]])
    for cell, text in zip(
        nested.rows[1].cells,
        ["A large glass", "Half a tin of sardines with the bones", "A bowl of bok choy and tofu"],
        strict=True,
    ):
        cell.text = text
    file.text("")
    file.text(
        "Spinach is not on the list. It has plenty of calcium and holds on to nearly all of it. "
        "Soaking beans helps; boiling milk does no harm."
    )
    file.heading("When a tablet makes sense")
    file.items(
        [
            "You cannot eat dairy and do not like fortified drinks.",
            "You have had surgery on the stomach or bowel.",
            "Your doctor has prescribed a bone medicine that needs calcium.",
        ]
    )
    file.text(
        "Take 500 mg at a time or less. Carbonate wants a meal, citrate does not. Four hours "
        "should lie between either of them and a thyroid tablet."
    )
    file.heading("Who should ask first")
    file.text(
        "Anyone who has had a kidney stone, has a disease of the parathyroid glands, or takes "
        "digoxin. Too much calcium from tablets is a real thing; too much from cheese is rare."
    )
    file.text("**Check price of calcium citrate on Amazon:** https://www.amazon.com/dp/B000EXAMPL")
    file.heading("Sources")
    file.text("Institute of Medicine. Dietary Reference Intakes for Calcium and Vitamin D. 2011.")
    file.text(
        "Fulgoni VL, Keast DR, Bailey RL. Foods, fortificants, and supplements: where do "
        "Americans get their nutrients? J Nutr. 2011;141:1847-54."
    )
    return file


def protein_with_footnotes() -> WordFile:
    file = WordFile("Protein and Bone: Myth and Measure")
    file.heading("Protein and Bone: Myth and Measure", 0)
    file.text(
        "For thirty years students were taught that meat dissolves bones. The lesson rested on "
        "urine.{fn:Studies fed people more protein and measured more calcium in the urine. They "
        "did not measure how much calcium came in.}"
    )
    file.heading("Where the calcium came from")
    file.text(
        "When both sides of the balance were measured, most of the extra calcium turned out to "
        "come from the gut, not from the skeleton. Protein helps the gut to take calcium in."
    )
    file.heading("What too little does")
    file.text(
        "In hospital wards, patients with a broken hip and little protein in the blood go home "
        "later.{fn:That is an observation. Ill people eat less, too.} Muscle shrinks first, then "
        "balance goes, then comes the next fall."
    )
    file.heading("Myths")
    file.text("**Myth:** Protein makes the blood acid and the acid eats bone.")
    file.text("**Fact:** The lungs and kidneys hold the blood steady within a hair.")
    file.text("**Myth:** Plant protein does not count.")
    file.text("**Fact:** It counts. Mix beans, grains and nuts over the day.")
    file.heading("How much")
    file.text(
        "The allowance is 0.8 grams for each kilogram a day. Many who work with older people "
        "prefer 1.0 to 1.2.{fn:Not for people whose kidneys fail. Their figure is set by a "
        "dietitian.}"
    )
    file.items(["Eggs at breakfast", "Beans at lunch", "Fish or tofu at dinner", "Yogurt at four"])
    file.heading("Side effects")
    file.text(
        "Powders bring gas, and some bring lead. Choose one that a laboratory has looked at, or "
        "leave it. A meal does not need a laboratory."
    )
    file.text(
        "Save time in the morning – [Shop Plain Whey on Amazon]"
        "(https://www.amazon.com/dp/B000EXAMPL?tag=our-20)"
    )
    file.heading("In closing")
    file.text(
        "Bone is living protein with stone in it.{fn:Institute of Medicine. Dietary Reference "
        "Intakes for Calcium and Vitamin D. 2011.} Feed both parts, and use them: a skeleton that "
        "carries nothing has no reason to stay strong. Two short sessions a week with a bag of "
        "books will do to begin with, and the stairs are free."
    )
    file.text("*This text is for educational purposes only and is not medical advice.*")
    return file


def omega_3_with_endnotes() -> WordFile:
    file = WordFile("Fish, Flax or Algae?")
    file.heading("Fish, Flax or Algae?", 0)
    file.text("A short guide to the three ways of getting omega-3", "Subtitle")
    file.text(
        "Three kinds of bottle stand next to each other, and all three say omega-3. They do not "
        "hold the same thing."
    )
    file.heading("Fish oil")
    file.text(
        "EPA and DHA, ready for use. They calm the signals of inflammation.{en:Calder P. C. "
        "Omega-3 fatty acids and inflammatory processes. Nutrients. 2010;2:355–374. "
        "https://doi.org/10.3390/nu2030355} In rheumatoid arthritis that is worth something."
        "{en:Kostoglou-Athanassiou I, Athanassiou L, Athanassiou P. The Effect of Omega-3 Fatty "
        "Acids on Rheumatoid Arthritis. Mediterr J Rheumatol. 2020;31:190-194. "
        "doi:10.31138/mjr.31.2.190}"
    )
    file.heading("Flax oil")
    file.text(
        "ALA, of which the body turns only a few percent into EPA.{en:Gerster H. Can adults "
        "adequately convert alpha-linolenic acid (18:3n-3) to eicosapentaenoic acid (20:5n-3) and "
        "docosahexaenoic acid (22:6n-3)? Int J Vitam Nutr Res. 1998;68:159–173.} It is good oil "
        "for a salad. The adequate intake is 1.6 g a day for men and 1.1 g for women."
    )
    file.heading("Algae oil")
    file.text(
        "Mostly DHA, from the place where fish get it. Dearer, and the choice of those who eat no "
        "animals. The taste is mild and the capsules are small."
    )
    file.heading("Is more better?")
    file.text(
        "For the heart, high doses brought some benefit and more irregular heartbeats.{en:Khan "
        "SU, Lone AN, Khan MS, et al. Effect of omega-3 fatty acids on cardiovascular outcomes: A "
        "systematic review and meta-analysis. EClinicalMedicine. 2021;38:100997. "
        "https://doi.org/10.1016/j.eclinm.2021.100997} For bone density, nobody has shown that it "
        "matters at all."
    )
    file.heading("Questions")
    file.heading("Can I take it before surgery?", 2)
    file.text("Ask the surgeon. Many want you to stop a week before.")
    file.heading("Does it go off?", 2)
    file.text("Yes. Smell it. Rancid oil smells of paint and belongs in the bin.")
    file.heading("Bottom line")
    file.text(
        "Two meals of oily fish a week, or algae oil if you eat no fish. Anything above one gram "
        "a day deserves a talk with a doctor, above all if you take a blood thinner or have ever "
        "had an irregular pulse. Keep the bottle in the fridge and note the date on which you "
        "opened it."
    )
    return file
