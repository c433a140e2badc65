"""Write the example documents that cannot be written in a text editor: one PDF, one DOCX.

The results are committed under ``examples/``; run this only after changing a text below:

    python tools/make_examples.py

It needs ``reportlab`` (in the ``dev`` group) and ``python-docx``. Both files come out the same on
every run but for the zip times inside the DOCX.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"

BRIEF_TITLE = "Serbia and the European Union: a year to decide"
BRIEF_PUBLISHER = "Institute for Regional Studies"
BRIEF = (
    "Serbia opened accession talks with the European Union in January 2014, and the two sides have "
    "opened 22 of 35 chapters since then. The last opening took place in December 2021. The EU "
    "remains by far the largest trading partner of Serbia, and it provides most of the grants that "
    "the country receives. Politically the relation is at a standstill: several member states "
    "refuse to open a further cluster as long as Belgrade does not join the sanctions against "
    "Russia.",
    "Two commitments show the difference between words and deeds. In July 2024 Serbia and the EU "
    "signed a memorandum on critical raw materials, with lithium from the Jadar valley at its "
    "centre. Protesters marched against the mine in dozens of towns that summer, and in November "
    "2025 the mining company Rio Tinto put the project on hold. The plan for growth has done "
    "better. Brussels approved the reform agenda of Serbia in October 2024 and has paid a first "
    "part of the 1.6 billion euros that it promised.",
    "Brussels has changed its tone. In October 2025 the European Parliament condemned the police "
    "violence against the protesters in Serbia. In December Serbia stayed away from the summit of "
    "the EU and the Western Balkans. The government has not explained when it will align its visa "
    "policy with that of the Union.",
    "China and Russia watch with interest. Chinese loans came without political conditions, which "
    "made them attractive to Belgrade, but the debt to Chinese banks now narrows its choices. "
    "Moscow supplies cheap gas and diplomatic support, and Serbia gives Moscow a partner that "
    "does not take part in the sanctions. France has gained ground: Serbia signed a contract for "
    "twelve Rafale fighters in August 2024, and French firms take part in the metro of "
    "Belgrade.",
    "Croatia supports the accession of Serbia in principle but demands answers about missing "
    "persons of the war of the nineties. Hungary has been Serbia's strongest advocate in the "
    "Council. Germany praised Belgrade for the lithium memorandum and criticised it for the local "
    "elections.",
    "Three dates matter. Short-term contracts for Russian pipeline gas end in the EU on 17 June "
    "2026. Parliamentary elections in Serbia are announced for the end of 2026. The EU's ban on "
    "long-term contracts follows in the autumn of 2027.",
    "We expect that the third cluster will remain closed until the elections. The EU is likely to "
    "offer Belgrade more money for reforms, and Serbia will probably accept it. A full alignment "
    "with the sanctions is very unlikely this year, although a partial one is possible if the "
    "United States and Russia reach an agreement on Ukraine. If Montenegro concludes its talks in "
    "2026, pressure on Belgrade may rise. Should the elections be judged unfair, several member "
    "states could call for a suspension of payments. It is highly unlikely that Serbia will "
    "withdraw its application.",
    "The Commission should name the reforms that open the third cluster. Member states must not "
    "use bilateral quarrels to block the talks. Serbia needs to adopt the electoral law by the "
    "summer and should align its visa policy with the EU. Belgrade and Brussels ought to agree on "
    "a joint gas plan with Azerbaijan, Bulgaria and Romania. Where direct talks between Belgrade "
    "and Pristina fail, Paris and Rome should carry proposals between them.",
)

NOTE_TITLE = "New partners for an old balancer: Serbia's contacts beyond Europe"
NOTE = (
    "Serbia has widened the circle of its partners in the past two years. The new contacts are "
    "economic first and political second, and they move faster than the talks with Brussels.",
    "Egypt came first. President Abdel Fattah el-Sisi visited Belgrade in July 2024, and the two "
    "countries signed a free trade agreement during the visit. In October 2024 Serbia signed a "
    "comprehensive economic partnership with the United Arab Emirates, which entered into force on "
    "1 June 2025. Kazakhstan's president, Kassym-Jomart Tokayev, paid a visit in November 2024 and "
    "agreed with President Aleksandar Vučić to raise trade.",
    "Azerbaijan matters most. Belgrade and Baku agreed in November 2023 on the supply of up to 400 "
    "million cubic metres of gas a year, and the presidents of Serbia, Azerbaijan and Bulgaria "
    "opened the pipeline from Bulgaria in December 2023. Gas from Azerbaijan reduces the "
    "dependence on Russia, but it covers only a small part of the demand.",
    "Arms are the delicate field. Serbian exports of ammunition to Israel rose sharply in 2024, "
    "while Egypt and other Arab states remained buyers as well. Rights groups criticised "
    "the deliveries to Israel. Belgrade gained income and goodwill in Washington, and "
    "it risks the goodwill of the states that do not recognise Kosovo.",
    "That is the second motive. Serbia wants these states to keep refusing recognition of Kosovo, "
    "and it offers them scholarships, arms and votes. Egypt recognised Kosovo in 2013 but has not "
    "opened an embassy. Kazakhstan does not recognise Kosovo and supports Serbia in the United "
    "Nations.",
    "Serbia is likely to sign further trade agreements in 2026. A second contract with Azerbaijan "
    "is possible if the compressor stations in Bulgaria are enlarged. The Gulf states could invest "
    "in Serbian farms and in data centres. It is doubtful that the new partners will replace the "
    "European market. Belgrade should link the new agreements with its obligations towards the EU, "
    "which require Serbia to leave such treaties on the day of accession.",
)
NOTE_BIO = (
    "About the author: Milan Petrov is a research fellow. His work deals with trade policy. He "
    "studied economics in Novi Sad and Vienna."
)


def write_pdf(path: Path) -> None:
    """A policy brief of two pages with a running head and page numbers."""
    font = "Times-Roman"
    body = ParagraphStyle("body", fontName=font, fontSize=12.5, leading=20, spaceAfter=12)
    head = ParagraphStyle(
        "head", parent=getSampleStyleSheet()["Title"], fontName=font, fontSize=18, leading=24
    )

    def furniture(canvas: Canvas, template: SimpleDocTemplate) -> None:
        canvas.setFont(font, 8)
        canvas.drawString(72, 810, f"{BRIEF_PUBLISHER} | Policy brief 3/2026")
        canvas.drawCentredString(297, 30, f"Page {template.page}")

    template = SimpleDocTemplate(
        str(path),
        pagesize=A4,
        title=BRIEF_TITLE,
        author="Research Department",
        subject="Policy brief, 10 February 2026",
        invariant=1,
        topMargin=64,
        bottomMargin=56,
    )
    story = [Paragraph(BRIEF_TITLE, head), Paragraph("10 February 2026", body), Spacer(1, 8)]
    story += [Paragraph(text, body) for text in BRIEF]
    template.build(story, onFirstPage=furniture, onLaterPages=furniture)


def write_docx(path: Path) -> None:
    """A research note with a heading and an author's biography at the end."""
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author = NOTE_TITLE, "Milan Petrov"
    properties.created = properties.modified = datetime(2025, 6, 20, 9, 0, 0)
    document.add_heading(NOTE_TITLE, level=1)
    document.add_paragraph("20 June 2025")
    for text in NOTE:
        document.add_paragraph(text)
    document.add_paragraph(NOTE_BIO)
    document.save(str(path))


if __name__ == "__main__":
    write_pdf(EXAMPLES / "serbia-eu-brief.pdf")
    write_docx(EXAMPLES / "serbia-new-partners.docx")
