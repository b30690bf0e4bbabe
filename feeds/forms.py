"""The form of the interest sheet: a slider for everything that a person can set about their feed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from feeds.sheet import HashtagLine, Sheet
from posts.models import Hashtag

Word = str | Promise

# A wish is set in steps of a half.
WISH_STEPS = 2
WISHES: Sequence[Word] = (
    gettext_lazy("much less"),
    gettext_lazy("less"),
    gettext_lazy("as it is learnt"),
    gettext_lazy("more"),
    gettext_lazy("much more"),
)
STRENGTHS = ((0.66, gettext_lazy("strong")), (0.33, gettext_lazy("some")), (0.0, gettext_lazy("a little")))


class BoundSlider(forms.BoundField):
    """`place` counts from 0; what was sent wrong shows where the slider stood before."""

    field: "Slider"

    @property
    def place(self) -> int:
        try:
            value = int(self.value())
        except (TypeError, ValueError):
            value = self.initial
        place = round((value - self.field.low) / self.field.step)
        return min(max(place, 0), len(self.field.words) - 1)

    @property
    def word(self) -> Word:
        return self.field.words[self.place]

    @property
    def position(self) -> int:
        """The value that the slider is drawn at."""
        return self.field.low + self.place * self.field.step


class Slider(forms.IntegerField):
    """A whole number; each of its places has words. Left out, it stays as it was."""

    def __init__(self, *, words: Sequence[Word], low: int = 0, step: int = 1, **options: Any) -> None:
        self.low, self.step, self.words = low, step, words
        self.high = low + step * (len(words) - 1)
        super().__init__(min_value=self.low, max_value=self.high, required=False, **options)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> BoundSlider:
        return BoundSlider(form, self, field_name)


def mixes() -> dict[str, Slider]:
    """The sliders of the mix as a whole, by the field of FeedSettings that each one sets."""
    of_hundred = [_("no slot of 20"), *(_("%(count)s of 20 slots") % {"count": n} for n in range(1, 7))]
    of_twenty = [_("none"), *(_("%(count)s of 20 slots") % {"count": n} for n in range(1, 5))]
    return {
        "new_voices": Slider(
            label=_("New voices"),
            help_text=_("Slots in which chance shows you notes that few have seen so far."),
            step=5,
            words=of_hundred,
        ),
        "freshness": Slider(
            label=_("Freshness"),
            help_text=_("Whether the newest come first, or what has lasted."),
            step=25,
            words=[_("what has lasted"), _("a little older"), _("as usual"), _("newer"), _("the newest first")],
        ),
        "bridge": Slider(
            label=_("Other languages"),
            help_text=_("Your interests, written about in languages that you did not name."),
            words=of_twenty,
        ),
        "variety": Slider(
            label=_("Variety"),
            help_text=_("How different neighbours on the page are to be."),
            step=10,
            words=[
                _("whatever fits best"),
                _("a little"),
                _("as usual"),
                _("more"),
                _("much"),
                _("as mixed as can be"),
            ],
        ),
    }


@dataclass(frozen=True, slots=True)
class Row:
    """What a slider of wishes is about, and what was learnt of it."""

    subject: Any
    slider: BoundSlider
    strength: Word = ""
    weight: float = 0.0
    percent: int = 0


class InterestsForm(forms.Form):
    """The sheet's sliders; only what stands on the sheet can be set by it."""

    def __init__(self, sheet: Sheet, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.sheet = sheet
        self.subjects: dict[str, dict[str, Any]] = {}
        for name, slider in mixes().items():
            slider.initial = getattr(sheet.own, name)
            self.fields[name] = slider
        for line in sheet.hashtags:
            self.add_wish(f"hashtag-{line.hashtag.pk}", f"#{line.hashtag.label}", line.wish, hashtag=line.hashtag)
        for author, amount in sheet.authors:
            self.add_wish(f"author-{author.pk}", author.display_name, amount, author=author)
        for code, name, amount in sheet.languages:
            self.add_wish(f"language-{code}", name, amount, language=code)

    def add_wish(self, name: str, label: str, amount: float, **subject: Hashtag | User | str) -> None:
        self.fields[name] = Slider(label=label, low=-WISH_STEPS, words=WISHES, initial=round(amount * WISH_STEPS))
        self.subjects[name] = subject

    # --- What the page shows ---

    def mix(self) -> list[BoundSlider]:
        return [self[name] for name in mixes()]  # type: ignore[misc]

    def hashtags(self) -> list[Row]:
        return [
            Row(
                line.hashtag,
                self[f"hashtag-{line.hashtag.pk}"],  # type: ignore[arg-type]
                strength(line),
                line.weight,
                round(max(line.share, 0.0) * 100),
            )
            for line in self.sheet.hashtags
        ]

    def authors(self) -> list[Row]:
        return [Row(author, self[f"author-{author.pk}"]) for author, _amount in self.sheet.authors]  # type: ignore[arg-type]

    def languages(self) -> list[Row]:
        return [Row(code, self[f"language-{code}"]) for code, _name, _amount in self.sheet.languages]  # type: ignore[arg-type]

    # --- What was asked for ---

    def moved(self) -> list[str]:
        return [name for name in self.changed_data if self.cleaned_data.get(name) is not None]

    def settings(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in self.moved() if name not in self.subjects}

    def wishes(self) -> Iterator[dict[str, Any]]:
        """What to hand to `actions.wish`."""
        for name in self.moved():
            if name in self.subjects:
                yield {**self.subjects[name], "amount": self.cleaned_data[name] / WISH_STEPS}


def strength(line: HashtagLine) -> Word:
    """What was learnt of a hashtag, in words."""
    if not line.weight:
        return _("nothing learnt")
    if line.weight < 0:
        return _("less of it")
    return next(word for bound, word in STRENGTHS if line.share >= bound)
