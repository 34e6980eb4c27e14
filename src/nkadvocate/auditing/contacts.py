"""E-mail addresses, web addresses and telephone numbers, however they are written."""

from __future__ import annotations

import re

_GENERIC = (
    "com|org|net|info|int|edu|gov|mil|biz|name|app|dev|site|online|ngo|ong|asia|news|press|world"
    "|email|link|page|top|xyz"
)
CONTACT = re.compile(
    r"(?<![\w.+-])(?P<mail>[\w.+-]{1,64} ?(?:@|\(at\)|\[at\]) ?(?:[\w-]{1,63}\.)+\w{2,63})"
    r"|(?P<web>https?://[^\s\"]+"
    rf"|(?<![\w.@-])(?:[a-z][\w-]{{1,62}}\.)+(?-i:{_GENERIC}|[a-z]{{2}})(?:/[^\s\"]*)?(?!\w))"
    r"|(?<![\w/.,-])(?P<phone>(?!\d\d?[./]\d\d?[./]\d{4})(?:\+|\(?0)\d?(?:[ ()/.-]{0,2}\d){6,14}"
    r"|(?:(?<=tel )|(?<=tel[.:] )|(?<=call )|(?<=phone )|(?<=phone: )|(?<=fax )|(?<=fax: ))"
    r"\d(?:[ ()/.-]{0,2}\d){4,14})(?!\w)",
    re.IGNORECASE,
)


def contacts_in(text: str) -> dict[str, str]:
    """E-mail addresses, web addresses and telephone numbers in a text that is ``normal``: as compared, and as shown."""
    found: dict[str, str] = {}
    for match in CONTACT.finditer(text):
        shown = match[0].rstrip(".,;:)/?!'")
        if match["phone"]:
            key = re.sub(r"\D", "", shown.replace("(0)", ""))
            key = key.removeprefix("00") if not shown.startswith("+") else key
        else:
            key = re.sub(r"^https?://|^www\.|\s", "", shown.casefold()).removeprefix("www.")
            key = re.sub(r"[(\[]at[)\]]", "@", key)
        found[key] = shown
    return found
