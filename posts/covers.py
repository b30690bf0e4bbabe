"""The styles of text covers, in the order in which the composer offers them; `rednote.lib.images.covers` draws them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CoverStyle(models.TextChoices):
    PAPER = "paper", _("Paper")
    INK = "ink", _("Ink")
    PERSIMMON = "persimmon", _("Persimmon")
    SAGE = "sage", _("Sage")
    DUSK = "dusk", _("Dusk")
    NOTEBOOK = "notebook", _("Notebook")
    LETTER = "letter", _("Letter")
    STICKER = "sticker", _("Sticker")


DEFAULT_STYLE = CoverStyle.PAPER
