"""From a dossier or a brief to the document tree."""

from nkadvocate.composing.briefing import compose_briefing
from nkadvocate.composing.charts import charts
from nkadvocate.composing.letter import compose_letter

__all__ = ["charts", "compose_briefing", "compose_letter"]
