"""Word footnotes, which python-docx lacks: a part of their own, built as its comments part is.

ECMA-376 part 1, 17.11 (footnotes) and 11.3.7 (the part).
"""

from __future__ import annotations

from typing import Any, cast

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import PartFactory
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.package import Package
from docx.parts.story import StoryPart
from docx.text.paragraph import Paragraph

_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{id}"><w:p><w:pPr><w:spacing w:before="0" w:after="80" w:line="240" '
    f'w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for id, kind in ((-1, "separator"), (0, "continuationSeparator"))
)
_DECLARED = f'<w:footnotePr {nsdecls("w")}><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
# All that may follow w:footnotePr in w:settings (17.15.1.78).
_AFTER = (
    *("w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:attachedSchema", "w:themeFontLang"),
    *("w:clrSchemeMapping", "w:doNotIncludeSubdocsInStats", "w:doNotAutoCompressPictures", "w:forceUpgrade"),
    *("w:captions", "w:readModeInkLockDown", "w:smartTagType", "sl:schemaLibrary", "w:shapeDefaults"),
    *("w:doNotEmbedSmartTags", "w:decimalSymbol", "w:listSeparator"),
)


class FootnotesPart(StoryPart):
    """The notes of a document; links inside them are related from here, not from the body."""

    @classmethod
    def of(cls, word: WordDocument) -> FootnotesPart:
        """The document's footnotes part, added with its two separators if there is none."""
        if any(one.reltype == RT.FOOTNOTES for one in word.part.rels.values()):
            return cast("FootnotesPart", word.part.part_related_by(RT.FOOTNOTES))
        root = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}>{_SEPARATORS}</w:footnotes>")
        part = cls(PackURI("/word/footnotes.xml"), CT.WML_FOOTNOTES, root, cast("Package", word.part.package))
        word.part.relate_to(part, RT.FOOTNOTES)
        cast("Any", word.settings.element).insert_element_before(parse_xml(_DECLARED), *_AFTER)
        return part

    def add_note(self, number: int) -> Paragraph:
        """The paragraph of a new note."""
        note: Any = OxmlElement("w:footnote", {qn("w:id"): str(number)})
        note.append(OxmlElement("w:p"))
        self.element.append(note)
        return Paragraph(note[0], cast("Any", self))


PartFactory.part_type_for[CT.WML_FOOTNOTES] = FootnotesPart
