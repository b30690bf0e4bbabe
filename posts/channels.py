"""The channels of explore, in the order of their chips. A new one is a line here, its migration and its translation."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Channel(models.TextChoices):
    FOOD = "food", _("Food")
    FASHION = "fashion", _("Fashion")
    BEAUTY = "beauty", _("Beauty")
    HOME = "home", pgettext_lazy("channel", "Home")
    TRAVEL = "travel", _("Travel")
    OUTDOORS = "outdoors", _("Outdoors")
    PETS = "pets", _("Pets")
    FITNESS = "fitness", _("Fitness")
    STUDY = "study", _("Study")
    BOOKS = "books", _("Books")
    PHOTOGRAPHY = "photography", _("Photography")
    CRAFTS = "crafts", _("Crafts")
    CULTURE = "culture", _("Daily life")
