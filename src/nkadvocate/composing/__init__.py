"""From a dossier or a brief to the document tree."""

from nkadvocate.composing.letter import compose_letter

__all__ = ["compose_letter"]
