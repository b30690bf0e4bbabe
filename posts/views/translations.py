"""What people add under a text so that readers of other languages understand it."""

from collections.abc import Collection, Mapping

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from posts import actions
from posts.forms.translations import TranslationForm
from posts.models import Comment, Note, Translation
from posts.views.reactions import note_or_404
from rednote.lib.cursors import page_of
from rednote.lib.languages import LANGUAGES
from rednote.lib.ratelimit import limited
from rednote.lib.web import SeeOther, back, is_fragment, login_required

BEST_FIRST = [("rank", True), ("id", True)]


def languages_of(viewer) -> list[str]:
    """The languages somebody reads, their favourite first: those they listed, else the interface's."""
    chosen = viewer.languages if viewer.is_authenticated else []
    return list(chosen) or [(get_language() or "en").split("-")[0]]


def first_translations(subject: Note | Comment, viewer, into: str = "") -> dict:
    """What `posts/_translations.html` needs; `into` is the language that its form proposes."""
    context = translations_page(subject, viewer)
    is_foreign = bool(subject.language) and subject.language not in context["languages"]
    context["is_shown"] = is_foreign or bool(context["translations"])
    if viewer.is_authenticated:
        context["form"] = proposed_form(subject, viewer, into)
    return context


def translations_page(subject: Note | Comment, viewer, after: str | None = None) -> dict:
    """Ten translations of a text, into the viewer's languages first, and where the next ten are."""
    languages = languages_of(viewer)
    found = subject.translations.visible_to(viewer).ranked_for(languages).select_related("author", "author__avatar")
    page = page_of(found, order=BEST_FIRST, after=after, size=settings.LIMITS["comments_page_size"])
    url = url_of(subject)
    return {
        "subject": subject,
        "translations": page.items,
        "next_url": f"{url}?after={page.next_cursor}" if page.next_cursor else "",
        "url": url,
        "viewer_id": viewer.pk,
        "languages": languages,
    }


def url_of(subject: Note | Comment) -> str:
    name = "translations" if isinstance(subject, Note) else "comment_translations"
    return reverse(f"posts:{name}", args=[subject.pk])


def proposed_form(subject: Note | Comment, viewer, into: str = "") -> TranslationForm:
    """An empty form for the reader's language; for a language asked for, with what they added in it before."""
    if into not in LANGUAGES:
        return new_form(subject, initial={"language": proposed_language(subject, languages_of(viewer))})
    mine = subject.translations.filter(author=viewer, language=into).values("language", "title", "body").first()
    return new_form(subject, initial=mine or {"language": into})


def proposed_language(subject: Note | Comment, languages: Collection[str]) -> str:
    others = [language for language in [*languages, *LANGUAGES] if language != subject.language]
    return others[0]


def new_form(subject: Note | Comment, data: Mapping | None = None, **kwargs) -> TranslationForm:
    has_title = isinstance(subject, Note) and bool(subject.title)
    return TranslationForm(data, place=subject.pk, has_title=has_title, **kwargs)


@require_http_methods(["GET", "HEAD", "POST"])
def of_note(request: HttpRequest, note_id: int) -> HttpResponse:
    return of_text(request, note_or_404(request, note_id))


@require_http_methods(["GET", "HEAD", "POST"])
def of_comment(request: HttpRequest, comment_id: int) -> HttpResponse:
    comments = Comment.objects.visible_to(request.user).filter(note__in=Note.objects.visible_to(request.user))
    return of_text(request, get_object_or_404(comments.select_related("author", "note"), pk=comment_id))


def of_text(request: HttpRequest, subject: Note | Comment) -> HttpResponse:
    if request.method == "POST":
        return add(request, subject)
    if is_fragment(request) and request.GET.get("after"):
        context = translations_page(subject, request.user, request.GET["after"])
        return render(request, "posts/_translation_rows.html", context)
    context = first_translations(subject, request.user, request.GET.get("language", ""))
    if request.GET.get("after"):
        context |= translations_page(subject, request.user, request.GET["after"])
    return block(request, context | {"is_open": "language" in request.GET})


@login_required
@limited("rate_write")
def add(request: HttpRequest, subject: Note | Comment) -> HttpResponse:
    form = new_form(subject, request.POST)
    if form.is_valid():
        place = {"note" if isinstance(subject, Note) else "comment": subject}
        try:
            translation = actions.add_translation(author=request.user, **place, **form.cleaned_data)
        except actions.TranslationRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            if not is_fragment(request):
                return SeeOther(translation.get_absolute_url())
            return block(request, first_translations(subject, request.user))
    context = first_translations(subject, request.user) | {"form": form, "is_open": True}
    return block(request, context, status=422)


def block(request: HttpRequest, context: dict, status: int = 200) -> HttpResponse:
    """All translations of a text with the form that adds one; by themselves the block is always shown."""
    template = "posts/_translations.html" if is_fragment(request) else "posts/translations.html"
    return render(request, template, context | {"is_shown": True}, status=status)


@require_POST
@login_required
@limited("rate_write")
def accept(request: HttpRequest, translation_id: int) -> HttpResponse:
    translation = of_my_text_or_404(request, translation_id)
    actions.accept_translation(translation=translation)
    return changed(request, translation)


@require_POST
@login_required
@limited("rate_write")
def unaccept(request: HttpRequest, translation_id: int) -> HttpResponse:
    translation = of_my_text_or_404(request, translation_id)
    actions.unaccept_translation(translation=translation)
    return changed(request, translation)


def of_my_text_or_404(request: HttpRequest, translation_id: int) -> Translation:
    mine = Translation.objects.filter(Q(note__author=request.user) | Q(comment__author=request.user))
    return get_object_or_404(mine.visible_to(request.user).select_related("note", "comment"), pk=translation_id)


@require_POST
@login_required
@limited("rate_write")
def delete(request: HttpRequest, translation_id: int) -> HttpResponse:
    mine = Translation.objects.filter(author=request.user).select_related("note", "comment")
    translation = get_object_or_404(mine, pk=translation_id)
    actions.delete_translation(translation=translation)
    return changed(request, translation)


def changed(request: HttpRequest, translation: Translation) -> HttpResponse:
    subject = translation.note or translation.comment
    if not is_fragment(request):
        return back(request, url_of(subject))
    # The block shows more than what was changed.
    note_or_404(request, translation.note_id or subject.note_id)
    return block(request, first_translations(subject, request.user))
