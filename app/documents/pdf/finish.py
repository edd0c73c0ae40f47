# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a plain PDF file to one that lasts: structure, metadata, colour space, attachment (PDF/A-3a).

Sources: ISO 19005-3 (PDF/A-3), ISO 32000-1, 14.7 to 14.8 (structure and tagged PDF).
"""

import io
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from app.documents.pdf.srgb import srgb_profile
from app.documents.pdf.structure import Node, Structure
from app.documents.text.fonts import REPLACEMENT

PRODUCER = "Gehoorwijzer"


@dataclass(frozen=True, slots=True)
class Attachment:
    """The same content for machines, inside the file."""

    file_name: str
    data: bytes
    description: str


@dataclass(frozen=True, slots=True)
class About:
    """What the file says of itself.

    Attributes:
        language: as BCP 47 writes it, such as ``nl-NL``.
        subject: the classification and what else belongs in a file's properties.
        moment: when the document was made; aware.
    """

    title: str
    language: str
    author: str
    subject: str
    moment: datetime


def finish(plain: bytes, structure: Structure, about: About, attachment: Attachment) -> bytes:
    """Give the finished file; the same bytes for the same input."""
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        _drop_reader_fonts(pdf)
        structure.drop_empty()
        _add_structure(pdf, structure)
        _add_outline(pdf, structure.root)
        _add_colour_space(pdf)
        _attach(pdf, attachment, about.moment)
        _describe(pdf, about)
        out = io.BytesIO()
        pdf.save(
            out,
            min_version="1.7",
            compress_streams=True,
            recompress_flate=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
    return out.getvalue()


_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character: no text, so it is shown as one that cannot be shown."""


def _drop_reader_fonts(pdf: pikepdf.Pdf) -> None:
    """Take out the reference to a font that is not in the file, which ReportLab always makes."""
    for page in pdf.pages:
        fonts = page.obj.Resources.get("/Font")
        if fonts is None:
            continue
        for name in list(fonts.keys()):
            if not name.startswith("/G"):
                del fonts[name]


def _add_structure(pdf: pikepdf.Pdf, structure: Structure) -> None:
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, RoleMap=Dictionary()))
    elements: dict[int, Any] = {}

    def add(node: Node, parent: Any) -> Any:
        element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{node.tag}"), P=parent))
        elements[id(node)] = element
        if node.scope:
            element.A = Dictionary(O=Name.Table, Scope=Name(f"/{node.scope}"))
        if node.words:
            element.ActualText = pikepdf.String(_SURROGATE.sub(REPLACEMENT, node.words))
        kids = [Dictionary(Type=Name.MCR, Pg=pdf.pages[page].obj, MCID=mark) for page, mark in node.marks]
        element.K = Array(kids + [add(child, element) for child in node.children])
        return element

    root.K = Array([add(structure.root, root)])
    numbers: list[Any] = []
    for number, page in enumerate(pdf.pages):
        page.obj.StructParents = number
        page.obj.Tabs = Name.S
        owners = Array([elements[id(node)] for node in structure.on_page(number)])
        numbers += [number, pdf.make_indirect(owners)]
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    root.ParentTreeNextKey = len(pdf.pages)
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _add_outline(pdf: pikepdf.Pdf, root: Node) -> None:
    """List the headings beside the pages."""
    with pdf.open_outline() as outline:

        def walk(node: Node) -> None:
            if node.title and node.marks:
                outline.root.append(pikepdf.OutlineItem(node.title, node.marks[0][0], "Fit"))
            for child in node.children:
                walk(child)

        walk(root)
    pdf.Root.PageMode = Name.UseOutlines


def _add_colour_space(pdf: pikepdf.Pdf) -> None:
    profile = pdf.make_stream(srgb_profile(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _attach(pdf: pikepdf.Pdf, attachment: Attachment, moment: datetime) -> None:
    embedded = pdf.make_stream(
        attachment.data,
        Type=Name.EmbeddedFile,
        Subtype=Name("/application/json"),
        Params=Dictionary(Size=len(attachment.data), ModDate=String(_pdf_date(moment))),
    )
    file = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(attachment.file_name),
            UF=String(attachment.file_name),
            Desc=String(attachment.description),
            AFRelationship=Name.Data,
            EF=Dictionary(F=embedded, UF=embedded),
        )
    )
    names = Dictionary(Names=Array([String(attachment.file_name), file]))
    pdf.Root.Names = Dictionary(EmbeddedFiles=pdf.make_indirect(names))
    pdf.Root.AF = Array([file])


def _describe(pdf: pikepdf.Pdf, about: About) -> None:
    about = About(
        _xml_safe(about.title),
        about.language,
        _xml_safe(about.author),
        _xml_safe(about.subject),
        about.moment,
    )
    date = String(_pdf_date(about.moment))
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(about.title),
            Author=String(about.author),
            Subject=String(about.subject),
            Creator=String(PRODUCER),
            Producer=String(PRODUCER),
            CreationDate=date,
            ModDate=date,
        )
    )
    pdf.Root.Lang = String(about.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.Metadata = pdf.make_stream(_xmp(about).encode("utf-8"), Type=Name.Metadata, Subtype=Name.XML)


def _pdf_date(moment: datetime) -> str:
    """Write a moment as ISO 32000-1, 7.9.4 has it."""
    offset = _offset(moment)
    return f"D:{moment:%Y%m%d%H%M%S}{offset[:3]}'{offset[4:]}'"


def _offset(moment: datetime) -> str:
    text = f"{moment:%z}" or "+0000"
    return f"{text[:3]}:{text[3:5]}"


def _xml_safe(text: str) -> str:
    """Leave out what XML cannot hold; the words on the pages keep it."""
    return re.sub(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)


def _xmp(about: About) -> str:
    """Write the metadata packet (ISO 16684-1)."""
    date = f"{about.moment:%Y-%m-%dT%H:%M:%S}{_offset(about.moment)}"
    title, author, subject = map(escape, (about.title, about.author, about.subject))
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
   <dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
   <dc:language><rdf:Bag><rdf:li>{about.language}</rdf:li></rdf:Bag></dc:language>
   <xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>
   <xmp:CreateDate>{date}</xmp:CreateDate>
   <xmp:ModifyDate>{date}</xmp:ModifyDate>
   <pdf:Producer>{PRODUCER}</pdf:Producer>
   <pdfaid:part>3</pdfaid:part>
   <pdfaid:conformance>A</pdfaid:conformance>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
