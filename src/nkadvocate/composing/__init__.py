"""From a dossier to the document tree."""

from nkadvocate.composing.letter import compose_letter

__all__ = ["compose_letter"]
