#!/usr/bin/env python3
"""Makes the fixtures that no editor writes: wires with their control signs, PDF, docx, odt.

Run it from anywhere: python3 tests/formats/make.py. It writes beside itself, the same bytes every time; papers, people
and places are invented. What each fixture is for stands in its name, what comes of it in expected.txt.
"""

import io
import os
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))


def write(name, content):
    path = os.path.join(HERE, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


# Wires ---------------------------------------------------------------------------------------------------------------

ANPA = """\x16\x16\x01W2607\x1flindau
r i\x13\x11 BC-EU--Harbor-Closed 1stLd-Writethru   05-03 0210
\x02^BC-EU--Harbor-Closed, 1st Ld-Writethru,120<
^Harbor of Lindau stays closed for the winter<
^XP Photo LIN101, LIN102<
^Eds: Adds quote of the mayor. With XP Photos.<
^By ANNA WEBER=
^Associated Press=
\t   LINDAU (XP) _ The harbor of Lindau stays closed until spring, the town said on Monday.

\t   ``The ice is too thick,'' Mayor Jonas Klein said. ``Nobody can get out _ and nobody can get in.''

\t   ___

\t   Mia Roth contributed to this report from Bregenz.

\t   \x03AP-WF-05-03-99 0745GMT<

\x0c
\x04"""
ADVISORY = """\x16\x16\x01v0284\x1f-----
r v\x13\x11 BC-Advisory--Digest   05-03 0050
\x02^BC-Advisory--Digest,20<
^TO EDITORS:=
\t   The digest for Tuesday moves at noon.

\t   \x03AP-WF-05-03-99 0800GMT<
\x04"""
TABLE = """\x16\x16\x01s0284\x1f-----
r s\x14\x12 BC-SWM--LakeLeagueGlance     08-18 \r
\x02^BC-SWM--Lake League Glance<\r
^Lake League Glance=\r
^By The Associated Press=\r
^FIRST LEAGUE=\r
\x08^\x1f\x1e W\x1e \x1e \x1e L\x1e \x1e \x1e Pct\r
\x08Lindau\x10 Blues\x1f\x1e 73\x1e \x1e 52\x1e \x1e .584\r
\x08Bregenz\x1f\x1e 56\x1e \x1e 66\x1e \x1e .459\r
\t   ___=\r
^Saturday's Games=\r
\t   Lindau 6, Bregenz 5\r
\t   \x03AP-WF-08-18-19 2017GMT<\r
\x0c\r
\x04"""
write("wire/agency.anpa", ANPA.encode())
write("wire/to-editors.anpa", ADVISORY.encode())
write("wire/table-latin1.anpa", TABLE.replace("Bregenz 5", "Bregenz 5 (Ma\xefer 2)").encode("latin-1"))
write("wire/three-stories.txt", (ANPA + "\n" + ADVISORY + "\n" + TABLE).encode())

IPTC = """\x01bdt0123 3 pl 123  xpa 0456\r

Kommunen/Verkehr/Hafen/\r
\x02(Zusammenfassung 1630)\r
Hafen von Lindau bleibt bis zum Fr\xfchjahr geschlossen - Stadt nennt\r
das Eis als Grund\r
Von Anna Weber, xpa  =\r

Lindau (xpa) - Der Hafen von Lindau bleibt bis zum Fr\xfchjahr\r
geschlossen. Das teilte die Stadt am Montag mit. Das Eis sei zu dick,\r
sagte Oberb\xfcrgermeister Jonas Klein.\r

\xabNiemand kommt hinaus\xbb, sagte er.\r

# Notizblock\r

## Internet\r
- [Stadt Lindau](http://lindau.example)\r

* * * *\r
xpa aw jk\r
\r
\x03031630 Mai 99\r
\x04"""
write("wire/iptc-latin1.txt", IPTC.encode("latin-1"))
write("wire/iptc-code-page.txt", IPTC.encode("cp437"))
SEVEN = str.maketrans("äöüßÄÖÜ", "{|}~[\\]")
write("wire/iptc-seven-bits.txt", IPTC.translate(SEVEN).replace("\xab", '"').replace("\xbb", '"').encode("ascii"))

TAGGED = """ZCZC XAP\r
%A\r
#Harbor_LIN1\r
$Harbor closed until spring\r
:(LINDAU)\r
&XAPIS\\weber\r
*03000000\r
@BY\r
The harbor of Lindau stays closed until spring.

   The ice is too thick, mayor Jonas Klein says.

\r
XAP RTV\r
NNNN\r
"""
SAME_LINE = (
    "   ZCZC XAP\r$S\r:Lake League\r=Round 23\r^SWIM: Lake League Round 23 preview\r*X\r&A\r+15084000\r"
    "LINDAU, March 3, 2017 XAP - Preview of the Lake League:\r\n\r\nFRIDAY\r\nLindau v Bregenz at 8.10pm\r\n   XAP"
)
LIST = """ZCZC XMG000
YY TDR
:POTTED :Lindau MARKET DAY
    LINDAU, Oct 12 XAP - Latest prices for tomorrow's market at the harbor of Lindau, where
fish is dear.-

Stall one
  3.00 Trout
  4.80 Whitefish
    XAP PRICES

NNNN
"""
write("wire/two-tagged.txt", (TAGGED + SAME_LINE.replace("\r", "\r\n", 0)).encode())
write("wire/list.tst", LIST.encode())
write(
    "wire/results-20161026.tst",
    b"\x01NEWS: LINDAU\x1f6\x1fN\x1fN\x1fBY\x1fWednesday\r\n\r\n"
    b"#me15:#fu6557?.#qc#bb6 _ HARBOR CUP,#qc 1050M#qc#bbSUNDANCE#nf 55.5 (J Byrne 3) ^1^1^2.6^BLUE BOY#nf 56 2#sfr3/4 l^3^3\r\n"
    b" Time: 0:59.30. SUNDANCE trained by A Roth. " + b"BLUE BOY (Mia Roth b g 6 Blue Lake _ Gaiety) trained by J Klein. " * 4 + b"\r\n",
)
write(
    "wire/release.txt",
    b"Source: Lindau Boats\r\nMEDIA RELEASE PR74541\r\nLindau Boats Builds the First Ship That Breaks Ice on the Lake; Names\r\n"
    b"Mia Roth Captain\r\n\r\nLINDAU, Germany, July 25, 2018 /XPNewswire/ --\r\n\r\n"
    b"    Lindau Boats, which has built boats since 1896, today launched the first\r\nship that breaks ice on the lake. "
    b"\"It was time,\" said Mia Roth.\r\n\r\nPhoto - http://boats.example/ice.jpg\r\n\r\nMedia contact:\r\nJonas Klein\r\n\r\nSOURCE: Lindau Boats\r\n",
)
write(
    "wire/bulletin.txt",
    b"LIN38100\nLake Office of Weather\nUpper Lake\n\nCancellation of\nStorm Warning for Lindau\n\n"
    b"Issued at 9:27 am on Thursday 5 July 2018.\n\nThe warning for the upper lake has been cancelled, but the wind will be\nwatched.\n",
)

# PDF -----------------------------------------------------------------------------------------------------------------

WIDTHS = {" ": 278, "i": 222, "l": 222, "t": 278, "f": 278, "r": 333, "m": 833, "w": 722, "M": 833, "W": 944}


def pdf(pages, info="", encrypt="", image=False):
    """Pages of operators, in Helvetica with rough widths, as a PDF."""
    widths = " ".join(str(WIDTHS.get(chr(c), 556)) for c in range(32, 256))
    font = f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /FirstChar 32 /Widths [{widths}] >>"
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        font,
    ]
    for n, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * n} 0 R >>"
        )
        objects.append(f"<< /Length {len(page.encode('cp1252'))} >>\nstream\n{page}\nendstream")
    objects.append(f"<< {info} >>")
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252"))
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    for place in places:
        out.write(f"{place:010} 00000 n \n".encode())
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R {encrypt} >>"
    out.write(f"trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def lines(x, y, size, *texts):
    """Lines of text one below the other, from a place on."""
    shown = "".join(f"({text}) Tj 0 {-round(size * 1.2, 1)} Td\n" for text in texts)
    return f"BT /F1 {size} Tf {x} {y} Td\n{shown}ET\n"


def head(number):
    return lines(50, 810, 8, "Lindauer Blatt") + lines(290, 30, 8, f"- {number} -")


ONE = head(1) + lines(50, 770, 22, "Hafen von Lindau", "bleibt geschlossen") + lines(
    50, 700, 10, "LINDAU, 3. Mai 2021 – Der Hafen von Lindau bleibt bis zum Früh-", "jahr geschlossen. Das teilte die Stadt am Montag mit. Das Eis sei zu",
    "dick, sagte Oberbürgermeister Jonas Klein.",
) + lines(62, 664, 10, "„Niemand kommt hinaus“, sagte er. Auch die Schiffe aus Nordrhein-") + lines(
    50, 652, 10, "Westfalen liegen fest, und wer eines gemietet hat, der wartet auf das Ende",
)
TWO = head(2) + lines(50, 770, 10, "des Winters, wie alle anderen auch.") + lines(
    50, 740, 10, "Mehr dazu steht am Dienstag im Blatt."
)
write("pdf/two-pages.pdf", pdf([ONE, TWO], "/Title (hafen_final.indd) /CreationDate (D:20190101000000)"))
COLUMNS = lines(50, 700, 10, "The first column tells of the", "harbor, which is closed, and") + lines(
    310, 700, 10, "of the boats that lie in it", "until spring comes again."
)
write("pdf/2019-05-04-columns.pdf", pdf([COLUMNS], "/Title (The harbor is closed) /Author (Anna Weber)"))
KERNED = "BT /F1 10 Tf 50 700 Td [(The har) -20 (bor) -300 (of) -300 (Lindau) -300 (is) 15 ( closed.)] TJ ET"
write("pdf/set-apart.pdf", pdf([KERNED]))
write("pdf/pictures.pdf", pdf(["q 595 0 0 842 0 0 cm Q"]))
LOCK = "/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <" + "ab" * 32 + "> /U <" + "cd" * 32 + "> >> /ID [<00> <00>]"
write("pdf/locked.pdf", pdf([ONE], "", LOCK))
write("pdf/cut.pdf", pdf([ONE])[:900])

# Office documents ----------------------------------------------------------------------------------------------------


def package(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(zipfile.ZipInfo(name, (2021, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def paragraph(text, style=""):
    style = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{style}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def docx(body, core="", notes="", styles=""):
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    parts = {
        "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": f'<?xml version="1.0"?><w:document {w}><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f"<w:styles {w}>{styles}</w:styles>",
        "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"{core}<dcterms:created>2015-01-01T00:00:00Z</dcterms:created></cp:coreProperties>",
    }
    if notes:
        parts["word/footnotes.xml"] = f"<w:footnotes {w}>{notes}</w:footnotes>"
    return package(parts)


REPORT = (
    paragraph("Hafen bleibt geschlossen", "Titel")
    + paragraph("LINDAU, 3. Mai 2021 – Der Hafen von Lindau bleibt bis zum Frühjahr geschlossen.")
    + '<w:p><w:r><w:t xml:space="preserve">Das Eis sei </w:t></w:r><w:del><w:r><w:delText>zu dünn</w:delText></w:r></w:del>'
    "<w:ins><w:r><w:t>zu dick</w:t></w:r></w:ins><w:r><w:t>, sagte Jonas Klein.</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>"
    + paragraph("Die Preise", "Heading1")
    + "<w:tbl>"
    + "".join(f"<w:tr><w:tc>{paragraph(a)}</w:tc><w:tc>{paragraph(b)}</w:tc></w:tr>" for a, b in [("Fisch", "Euro"), ("Felchen", "12")])
    + "</w:tbl>"
)
STYLES = '<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>'
NOTES = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2">' + paragraph("So die Stadt auf Anfrage.") + "</w:footnote>"
write("office/report.docx", docx(REPORT, "<dc:creator>Anna Weber</dc:creator><dc:title>Bericht.docx</dc:title><cp:keywords>Hafen; Eis</cp:keywords>", NOTES, STYLES))
write("office/properties.docx", docx(paragraph("The harbor of Lindau stays closed until spring."), "<dc:title>Harbor stays closed</dc:title><dc:creator>user</dc:creator>"))


def uni(*articles):
    return "".join(paragraph(line) for article in articles for line in article.split("\n"))


FIRST = """Harbor of Lindau stays closed
The Lindau Post (Lindau)
May 3, 2021 Monday 9:00 AM GMT
Copyright 2021 Lindau Post All Rights Reserved
Section: NEWS; Pg. 3
Length: 120 words
Byline:\xa0Anna Weber
Highlight: Nobody can get out
Body
The harbor of Lindau stays closed until spring, the town said.
"The ice is too thick," mayor Jonas Klein said.
Classification
Language: ENGLISH
Subject: HARBORS &amp; PORTS (90%); WINTER (75%)
Load-Date: May 4, 2021
End of Document"""
SECOND = """Hafen bleibt geschlossen
Lindauer Blatt
4. Mai 2021
Autor: Mia Roth
Länge: 80 Wörter
Body
Der Hafen von Lindau bleibt geschlossen.
Load-Date: May 5, 2021
End of Document"""
COVER = "User Name: = Reader\nDate and Time: = Tuesday, June 1, 2021\nDocuments (2)\n1. Harbor of Lindau stays closed\nClient/Matter: -None-\nSearch Terms: harbor\n"
write("office/nexis-uni.docx", docx(uni(COVER + FIRST, SECOND)))
write("office/sheet.xlsx", package({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}))

ODT = """<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><office:automatic-styles><style:style style:name="P1" style:parent-style-name="Title"/>
</office:automatic-styles><office:body><office:text><text:tracked-changes><text:changed-region><text:deletion><text:p>Struck out.</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:p text:style-name="P1">Harbor stays closed</text:p><text:p>LINDAU, May 3, 2021 – The <text:span>harbor</text:span><text:s/>of Lindau stays closed.<text:note><text:note-body><text:p>A note.</text:p></text:note-body></text:note></text:p>
<text:h>Prices</text:h><text:list><text:list-item><text:p>Trout</text:p></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>Fish</text:p></table:table-cell><table:table-cell><text:p>12</text:p></table:table-cell></table:table-row></table:table>
</office:text></office:body></office:document-content>"""
META = """<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><office:meta><meta:initial-creator>Anna Weber</meta:initial-creator></office:meta></office:document-meta>"""
write("office/text.odt", package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ODT, "meta.xml": META}))
