"""What a stranger's campaign folder prints by itself, however it is written, is told; and what is handed in with
letters does not keep them from being checked."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
import yaml

from acceptance.command import ROOT, campaign, nkadvocate, write

NAME = "2026-07-10-pl-foreign-minister.docx"


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return campaign(recipients=["mn-foreign-minister"], date="2026-07-10")


def told_of_reply(mine: Path, text: str) -> str:
    """What is told of a campaign whose own part for the reply has this text in its third line."""
    write(mine / "templates/parts/reply.md.j2", f"Words.\n\n{text}\n")
    return nkadvocate("check", mine).stderr


@pytest.mark.parametrize(
    "text",
    [
        "{{ (4060) }} people were shot.",
        "{{ [4060][0] }} people were shot.",
        "{% set n = (4060,) %}{{ n[0] }} people were shot.",
        "{% for n in [4060] %}{{ n }}{% endfor %} people were shot.",
        "{% with n = 4060 %}{{ n }}{% endwith %} people were shot.",
        "{% macro f(n=4060) %}{{ n }}{% endmacro %}{{ f() }} people were shot.",
        "{{ 0xFDC }} people were shot.",
        "{{ 4_060 }} people were shot.",
        r'{{ "\x34\x30\x36\x30" }} people were shot.',
        "_4060_ people were shot.",
        "Shot:4060 people were shot.",
        "40. people were shot.",
    ],
)
def test_a_figure_that_a_template_prints_is_told(mine: Path, text: str) -> None:
    write(mine / "templates/parts/reply.md.j2", f"Words.\n\n{text}\n")
    assert nkadvocate("letter", "mn-foreign-minister", "-c", mine, "-f", "txt", "-o", "letters").exit_code == 0
    (letter,) = Path("letters").glob("*.txt")
    assert " people were shot." in letter.read_text("utf-8")
    assert "reply.md.j2:3" in nkadvocate("check", mine).stderr


@pytest.mark.parametrize(
    "text",
    [
        "４０６０ people were shot.",
        "&#52;&#48;&#54;&#48; people were shot.",
        "{{ {'a': 4060}['a'] }} people were shot.",
        "{% set n %}4060{% endset %}{{ n }} people were shot.",
        "*4060* people were shot.",
    ],
)
def test_a_figure_in_other_digits_pieces_and_blocks_is_told(mine: Path, text: str) -> None:
    assert "reply.md.j2:3" in told_of_reply(mine, text)


@pytest.mark.parametrize(
    "style",
    [
        "body { counter-reset: n 4060 } .subject::after { content: counter(n) }",
        'ol { list-style-type: "4,060 people: " }',
        '.subject { quotes: "4,060" "5,000" } .subject::before { content: open-quote }',
        'p { string-set: x "4,060" } @page { @top-left { content: string(x) } }',
        'p { hyphens: auto; hyphenate-character: "4,060" }',
        "p { text-decoration: line-through }",
    ],
)
def test_what_a_style_sheet_prints_by_other_means_is_told(mine: Path, style: str) -> None:
    (mine / "style.css").write_text(style, "utf-8")
    assert "/style.css:1:1" in nkadvocate("check", mine).stderr


@pytest.mark.parametrize(
    "declarations",
    [
        *("color: rgb(255,255,255)", "color: #fffffe", "color: #ffff", "color: var(--c); --c: #fff"),
        *("font-size: 0.1pt", "font: 0/0 serif", "opacity: 0.01", "transform: scale(0)"),
        *("text-indent: -9999px", "position: absolute; left: -9999px", "height: 0; overflow: hidden"),
        *("display: var(--d); --d: none",),
    ],
)
def test_what_a_style_sheet_hides_by_other_means_is_told(mine: Path, declarations: str) -> None:
    (mine / "style.css").write_text(f".note {{ {declarations} }}", "utf-8")
    assert "/style.css:1:1: the style sheet hides" in nkadvocate("check", mine).stderr


@pytest.mark.parametrize(
    "style",
    [
        *(":root { --ink: #fff }", ":root { --size: 1pt }", ".note { --a: var(--b); --b: #fefefe; color: var(--a) }"),
        *(".note { c\\6flor: #fff }", "@media print { .note { color: #fff } }", "div { .note { color: #fff } }"),
        *(
            ".note { background: #1a1a1a }",
            ".note { background: currentcolor }",
            ".note { color: #222; background: #111 }",
        ),
        *(".note { color: hsl(0 0% 100%) }", ".note { color: rgb(0 0 0 / 1%) }", ".note { color: lab(100% 0 0) }"),
        *(".note { font: 1px/1 serif }", ".note { font-size: 1% }", ".note { font-size: calc(1pt * 0.1) }"),
        *(".note { font-family: Wingdings }", ".note { margin: -20mm }", ".note { margin-left: 900mm }"),
        *(
            "td:nth-child(3) { display: inline }",
            "section td, p { display: block }",
            ".address br::before { content: none }",
        ),
        *("li:nth-child(2) { display: block }", "@page :first { @left-middle { content: counter(page) } }"),
        "@page { @bottom-left { content: counter(page); padding: 0 0 60mm } }",
        *("#h-1 + p { width: 164mm; margin-left: 31mm }", "p { padding: 0 20mm; width: 150mm }"),
        *("img { object-fit: none }", "figure img { object-fit: cover; object-position: left top }"),
        *(".note::footnote-call { content: none }", ".note { float: footnote }", "p { display: table-column }"),
        *(".note { color: var(--none) }", ".note { --c: var(--c); color: var(--c) }", ".note { order: 2 }"),
        *(
            'p::after { content: "‰" }',
            "p { all: unset }",
            "p::after { content: attr(id) }",
            "* { outline: 9mm solid }",
        ),
        *("h2 { bookmark-label: counter(x) }", '@counter-style x { system: cyclic; symbols: "4,060" }'),
        *("@font-face { font-family: Mine; src: url(data:font/ttf;base64,AA==) }", "@page { size: 9mm 9mm }"),
        *(".note { height: 5mm; overflow: auto }", ".note { border-left: 900mm solid }", ".note { gap: 100vw }"),
        *(".note { grid-template-columns: repeat(2, 900mm) }", ".note { flex: 0 0 600% }", ".note { tab-size: 999 }"),
        *(".note { column-count: 500 }", ".note { flex-wrap: wrap-reverse }", ".note { font: 11pt/200 serif }"),
        *(".note { text-underline-offset: -0.4em }", ".note { text-decoration: underline white 20mm }"),
        *(".note { background: CanvasText }", ".note { background: rgb(calc(0) 0 0) }"),
        *(
            ".note::footnote-call { font-size: inherit }",
            "::\\66ootnote-call { font-size: inherit }",
            "sup { font-size: 10pt }",
        ),
        *("* { vertical-align: baseline }", "a { vertical-align: 0 }", "main * { vertical-align: inherit }"),
        *(
            "em { text-transform: uppercase }",
            "em { font-variant: all-small-caps }",
            "p { font: small-caps 9pt serif }",
        ),
        *(".x { text-transform: var(--a); --a: uppercase }", "h1, em { text-transform: uppercase }"),
        *(".letterhead + p { text-transform: uppercase }", ".letterhead:has(p) ~ p { text-transform: uppercase }"),
        *(".note::footnote-call { color: #fefefe }", ".logos img, em { float: right }", "img + em { float: left }"),
        *("p { width: 300mm }", "p { height: 5mm }", ".address { height: 40mm }"),
        *("p { display: list-item; list-style: upper-roman inside }", "p { text-indent: -20mm; margin-left: -15mm }"),
        *(
            ".note { opacity: 0.9 }",
            "* { opacity: 0.5 }",
            ".note { opacity: 90% }",
            ".note { opacity: var(--a); --a: 0 }",
        ),
        *(".notes, .notes * { font-size: 60% }", ".note { font-size: 0.9em }", ".note { font: smaller serif }"),
        *("p { font-size: smaller }", "p { font-size: 0.99rem }", "li { font: 1ex serif }", "p { font-size: 0.5lh }"),
        *("* { margin-left: -15mm }", ".note { margin-left: -1mm }", ".note { text-indent: -1mm }"),
        *(".note { margin: 0 0 0 -0.1mm }", "p { letter-spacing: -0.5pt }", "p { word-spacing: -1pt }"),
        *("p > em { vertical-align: super }", "em { vertical-align: sub }", "em { vertical-align: 0.3em }"),
        *("em { vertical-align: 30% }", "em { vertical-align: top }", "td, td em { vertical-align: middle }"),
        *("em:not(p td) { vertical-align: top }", "em { vertical-align: var(--a); --a: super }"),
        *("em { font-variant-position: super }", "em { font-variant: sub }", "em { font-variant-numeric: ordinal }"),
        *("em { font-variant-numeric: diagonal-fractions }", "em { font-variant-emoji: emoji }"),
        *(".letter * { font-size: 10pt; line-height: 1.2 }", "* { margin-left: 9mm }", "[class] { padding: 2mm }"),
        *(":not(x) { line-height: 1.2 }", "p, .letter > :last-child { display: flex }", ":is(*, p) { margin: 2mm }"),
        *("p { & :where(*) { width: 90mm } }", "p { text-wrap: nowrap }", "@page { width: 20mm }"),
        *("@page { border: 60mm solid }", "@page { border-left: 1pt solid }"),
        *("img { object-position: 22mm 0 }", "img { border-radius: 0 42mm 42mm 0 / 0 60mm 60mm 0 }"),
        *("img { border-top: 1pt solid }", "figure { border-radius: 9mm }", "img { background: #fff }"),
        *("strong { border: 0.6pt solid }", "td::after { content: '\\2003'; border-top: 0.6pt solid }"),
        *("em { border-bottom: 1pt solid }", "sup { border: 1pt solid }", ".x { border-top: 1pt solid }"),
        *("td { border-left: 1pt solid }", "p { border-inline-start: 1pt solid }", "p { border-top: 3pt solid }"),
        *(
            "p { border: 1pt solid }",
            "p { border-style: solid }",
            "p { border-width: 0 0 0 1pt }",
            "p { outline: 1px }",
        ),
        *("#h-1 + p::after { padding: 9mm 0 0; border-top: 11pt solid #fff }", "p:after { border-top: 1pt solid }"),
        *("em:is(x p) { border-top: 1pt solid }", "em, p { border-top: 1pt solid }", "p > em { background: #fff }"),
        *(
            "strong { background: #fff; padding: 12pt 2pt 0 }",
            "p::before { background: #ff0 }",
            "br { background: red }",
        ),
        *("hr { height: 20mm; background: #fff }", ".page-break, div p em { border-top: 1pt solid }"),
        *("td::before { content: '|' }", "li::after { content: '\\200a' }", "p::before { content: '.' }"),
        *("td::before { content: '◦ ' }", "td::first-letter { font-size: 6pt }", "p:first-letter { margin: 2mm }"),
        *("p { word-break: break-all }", "p { line-break: anywhere }", "td { overflow-wrap: anywhere }"),
        *("td { width: 50mm }", "td { padding: 9mm }", "table { font-size: 40pt }", "table { width: 60mm }"),
        *("p { width: 5mm }", "p { columns: 2mm }", "p { column-width: 1mm }", "p { column-rule: 1pt solid }"),
        *("p { display: flex }", "p { display: inline }", "p { display: table-cell }", "main p { display: grid }"),
        *("a { text-decoration: underline; text-underline-offset: 3mm }", "a { text-decoration: underline 1mm }"),
        *("h1 { line-height: 4mm }", "h1 { line-height: 100% }", ".note { tab-size: 0 }", "p { column-gap: 60mm }"),
        *(
            "@page { @top-left { background: #fff } }",
            "@page { @top-left { padding: 60mm 0 0; border-top: 1pt solid } }",
        ),
        *(".note { footnote-display: inline }", "@starting-style { em { border-top: 1pt solid } }"),
        *("p { margin: 0 45mm }", "p { padding-left: 40mm }", "p { letter-spacing: 3mm }", "p { text-indent: 40mm }"),
    ],
)
def test_whatever_else_could_hide_or_print_words_is_told(mine: Path, style: str) -> None:
    (mine / "style.css").write_text(style, "utf-8")
    assert "/style.css:1:1: the style sheet" in nkadvocate("check", mine).stderr


def test_variables_that_multiply_do_not_hold_up_a_check(mine: Path) -> None:
    doubled = "".join(f"--a{n}: var(--a{n + 1}) var(--a{n + 1});" for n in range(60))
    (mine / "style.css").write_text(f":root {{ {doubled} --a60: 1pt }} p {{ margin: var(--a0) }}", "utf-8")
    assert "margin: var(--a0)" in nkadvocate("check", mine).stderr


def test_variables_in_a_long_chain_do_not_stop_a_check(mine: Path) -> None:
    chain = "".join(f"--a{n}: var(--a{n + 1});" for n in range(2000))
    (mine / "style.css").write_text(f":root {{ {chain} --a2000: 1pt }} p {{ margin: var(--a0) }}", "utf-8")
    assert "margin: var(--a0)" in nkadvocate("check", mine).stderr


@pytest.mark.parametrize("use", ["background: var(--p)", "background-image: var(--p)", "list-style-image: var(--p)"])
def test_a_picture_in_a_variable_is_told_where_it_is_used(mine: Path, use: str) -> None:
    picture = "url(data:image/svg+xml,%3Csvg>%3Ctext>4,060%3C/text>%3C/svg>)"
    (mine / "style.css").write_text(f":root {{ --p: {picture} }}\np {{ {use} }}", "utf-8")
    assert "/style.css:2:1: the style sheet shows a picture: “4,060”" in nkadvocate("check", mine).stderr


def test_layout_that_neither_prints_nor_hides_words_is_not_told(mine: Path) -> None:
    style = """
    :root { --brand: #1e5b4f; --ink: #222 }
    @page { size: Letter; margin: 20mm 25mm; @bottom-center { content: "– " counter(page) " / " counter(pages) " –" } }
    body { font: italic 500 11pt/1.4 Georgia, serif; color: var(--ink); text-align: justify; hyphens: auto }
    h1, h2 { color: var(--brand); font-size: 1.2em; text-transform: uppercase; letter-spacing: 0.05em; margin: 6mm 0 }
    .letterhead { display: flex; justify-content: space-between; border-bottom: 2.5pt double var(--rule); padding: 2mm }
    th { background: #1e5b4f; color: white } td { background: #f4f4f4; vertical-align: top }
    li::before { content: "– " } ul { list-style: square inside } ol { list-style-type: upper-roman }
    a { text-decoration: underline dotted #888; color: inherit }
    .small { font-size: 8pt; line-height: 1.2; opacity: 1; margin-left: 5mm; padding-left: 5mm; max-width: 120mm }
    *, *::before { box-sizing: border-box; margin: 0; font-family: Georgia; color: #222 }
    th, td.sum { vertical-align: middle }
    :is(h3, .lead) { font-size: 1.1em; letter-spacing: -0.01em; font-variant: lining-nums } :root { font-size: 11pt }
    .letter > :first-child { margin-top: 0 } .logos img { vertical-align: top } p:not(.small) { margin: 0 0 2mm }
    .signatures { display: grid; grid-template-columns: repeat(2, 1fr); gap: 10mm; break-inside: avoid; float: none }
    .letterhead .name, .letterhead > p.tagline { text-transform: uppercase } .logos img { float: right; height: 12mm }
    figure img { object-fit: contain }
    .logos img, .address { border: none; border-radius: 0 } blockquote { border-color: #ccc }
    .note::footnote-call { color: #c00 } li { display: list-item } td { height: 9mm }
    .columns { column-count: 2; column-gap: 5%; tab-size: 4; text-decoration: underline 0.05em; flex: 1 0 100% }
    p.address { background: no-repeat center / 20mm #fff; border-top: 1pt solid hsl(120deg 50% 50%) }
    .annex table, li:nth-child(2), .particulars { border-bottom: thin dotted }
    table { width: 100%; border-spacing: 1pt }
    td:last-child { border-bottom: 0.5pt solid #000; padding: 2pt 5pt; font-size: 9pt } mark { border: 0 }
    em { display: inline } .signatory::first-line { font-weight: bold } blockquote { border-block-end-width: 1pt }
    @media screen { a:hover { color: var(--brand, #1e5b4f) } main { max-width: 40rem; margin: 0 auto } }
    """
    (mine / "style.css").write_text(style, "utf-8")
    assert nkadvocate("check", mine).stderr == "no findings\n"


def test_type_as_white_as_the_paper_in_a_design_is_told(mine: Path) -> None:
    (mine / "design.yaml").write_text('colours: {ink: "#fdfdfd"}\n', "utf-8")
    assert "the design hides what is printed in the colour ink: #fdfdfd" in nkadvocate("check", mine).stderr


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("description", "a network that has counted 40,600 people shot by China", "40,600"),
        ("description", "a network that has counted 2012 people shot by China", "2012"),
        ("tagline", "40.600 dead", "40.600"),
        ("tagline", "Counting hundreds of thousands of dead", "hundreds of thousands"),
        ("description", "a network of volunteers, founded in 1999", None),
    ],
)
def test_a_figure_in_the_words_of_a_campaign_is_told(mine: Path, field: str, text: str, told: str | None) -> None:
    path = mine / "campaign.yaml"
    said = yaml.safe_load(path.read_text("utf-8"))
    said["sender"][field] = text
    path.write_text(yaml.safe_dump(said, allow_unicode=True), "utf-8")
    found = nkadvocate("check", mine).stderr
    if told:
        assert f"letters print this figure without a note: {told} (" in found
        assert "/campaign.yaml:" in found
    else:
        assert found == "no findings\n"


@pytest.mark.parametrize(
    "text",
    [
        "{% macro shot_4060() %}{% endmacro %}{{ shot_4060.name }}",
        "{% macro m() %}{% for k in kwargs %}{{ k }}{% endfor %}{% endmacro %}{{ m(n4060=1) }}",
        "{{ none|default(4060) }}",
        "{% if true %}{{ 'x' if false else '4060' }}{% endif %}",
        "2012 people were shot.",
        "We mourn the 1951 North Koreans who were shot.",
        "{{ 2012 }} people were shot.",
        "::: lead 4060 people",
        "Ⅿ people, ㊿ people",
        "Forty thousand people were shot.",
        "{{ 'Thousands' }} of people were shot.",
        "Nine{##}ty people were shot.",
        "N{##}ine{# #}{##}ty people were shot.",
    ],
)
def test_a_figure_by_way_of_a_name_a_filter_or_a_year_is_told(mine: Path, text: str) -> None:
    assert "reply.md.j2:3" in told_of_reply(mine, text)


def test_lists_years_citations_and_comparisons_of_a_template_are_not_told(mine: Path) -> None:
    text = """1. We write in 2026, as in May 2025 and since 1999.
2. As before.[@refugee-convention-art-33-1] And see [see @hrw-2025-10-15].

::: table Requests | 20 50 30 | row headers
| a | b | c |
|---|---|---|
:::

{% if signatories|length > 12 %}{{ sender.name if demands[0].id == "x-55" else sender.name[:40] }}{% endif %}
"""
    write(mine / "templates/parts/reply.md.j2", text)
    assert nkadvocate("check", mine).stderr == "no findings\n"


@pytest.mark.parametrize(
    ("style", "told"),
    [
        ('@page { @top-center { content: "4,060" } }', "prints words of its own: “4,060”"),
        ('p::before { content: "4" counter(n) }', "prints words of its own: “4”"),
        (".note { visibility: hidden !important }", "hides what stands there: visibility: hidden"),
    ],
)
def test_margins_counters_and_importance_do_not_hide_it(mine: Path, style: str, told: str) -> None:
    (mine / "style.css").write_text(style, "utf-8")
    assert told in nkadvocate("check", mine).stderr


@pytest.fixture
def forged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a letter in which the figure is another."""
    monkeypatch.chdir(tmp_path)
    assert nkadvocate("letter", "pl-foreign-minister", "--date", "2026-07-10", "-f", "docx", "-o", "out").exit_code == 0
    path = Path("out") / NAME
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"at least 406", b"at least 40,600")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    assert nkadvocate("check", "out").exit_code == 1
    return Path("out")


def test_a_campaign_file_laid_beside_letters_does_not_keep_them_from_being_checked(forged: Path) -> None:
    (forged / "campaign.yaml").write_bytes((ROOT / "campaigns/default/campaign.yaml").read_bytes())
    assert nkadvocate("check", forged).exit_code != 0


@pytest.mark.parametrize("other", ["2026-07-10-pl-foreign-minister.checked.docx", "more/2026-07-10-pl.docx"])
def test_a_letter_that_a_check_of_its_folder_passes_over_is_named(forged: Path, other: str) -> None:
    (forged / other).parent.mkdir(exist_ok=True)
    (forged / NAME).rename(forged / other)
    assert Path(other).name in nkadvocate("check", forged).output


@pytest.mark.parametrize("change", [{"campaign": "elsewhere"}, {"only": ["no-such-demand"]}])
def test_a_forged_letter_whose_manifest_stops_it_from_being_made_again_does_not_verify(
    forged: Path, change: dict[str, object]
) -> None:
    manifest = json.loads((forged / "manifest.json").read_text("utf-8"))
    (entry,) = manifest["letters"]
    assert entry["files"].keys() == {NAME}
    entry["files"][NAME] = hashlib.sha256((forged / NAME).read_bytes()).hexdigest()
    (forged / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert nkadvocate("verify", forged).exit_code == 1
    (forged / "manifest.json").write_text(json.dumps(manifest | {"letters": [entry | change]}), "utf-8")
    assert nkadvocate("verify", forged).exit_code == 1


@pytest.mark.parametrize("other", ["more/letter.docx", "../letter.docx"])
def test_a_letter_in_a_folder_without_a_manifest_is_named_by_verify(forged: Path, other: str) -> None:
    (forged / other).parent.mkdir(exist_ok=True)
    (forged / NAME).rename(forged / other)
    assert "letter.docx: is not in the manifest, and was not checked" in nkadvocate("verify", ".").stdout


@pytest.mark.parametrize("change", [{"recipient": "nobody"}, {"kind": "no-such-kind"}])
def test_a_manifest_that_names_another_recipient_or_kind_than_the_file_does_not_verify(
    forged: Path, change: dict[str, object]
) -> None:
    manifest = json.loads((forged / "manifest.json").read_text("utf-8"))
    manifest["letters"][0] |= change | {"files": {NAME: hashlib.sha256((forged / NAME).read_bytes()).hexdigest()}}
    (forged / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert nkadvocate("verify", forged).exit_code == 1
