"""Comments in two levels under a note, ten at a time, and what one does with each."""

from django.conf import settings
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from posts import actions
from posts.forms.comments import CommentForm, CommentLanguageForm
from posts.models import Comment, Note
from posts.views.reactions import note_or_404
from posts.views.translations import languages_of
from rednote.lib.cursors import cursor_after, page_of
from rednote.lib.ids import parse_id
from rednote.lib.ratelimit import limited
from rednote.lib.web import SeeOther, back, is_fragment, login_required, page_or_fragment

FIRST_REPLIES = 3
NEWEST_FIRST = [("id", True)]
OLDEST_FIRST = [("id", False)]


def first_comments(note: Note, viewer, linked: str | None = None) -> dict:
    """What `posts/_discussion.html` needs; `linked` is the id of a comment whose thread is to stand first."""
    context = {
        "note": note,
        "viewer_id": viewer.pk,
        "languages": languages_of(viewer),
        "comment_form": CommentForm.empty(note),
    }
    return context | comments_page(note, viewer, linked=linked)


def comments_page(note: Note, viewer, after: str | None = None, linked: str | None = None) -> dict:
    """Ten comments on a note with the first replies to each, newest first, and where the next ten are."""
    comments = threads(note, viewer)
    answer = linked_comment(note, viewer, linked)
    first = []
    if answer:
        top_id = answer.parent_id or answer.pk
        if not after:
            first = list(comments.filter(pk=top_id))
        comments = comments.exclude(pk=top_id)
    page = page_of(comments, order=NEWEST_FIRST, after=after, size=settings.LIMITS["comments_page_size"])
    shown = [*first, *page.items]
    add_replies(shown, viewer, answer)
    url = reverse("posts:comments", args=[note.pk])
    rest = f"&comment={answer.pk}" if answer else ""
    return {"comments": shown, "next_url": f"{url}?after={page.next_cursor}{rest}" if page.next_cursor else ""}


def threads(note: Note, viewer) -> QuerySet[Comment]:
    comments = Comment.objects.filter(note=note).top_level().visible_to(viewer).wanted_by(viewer)
    return comments.for_thread(viewer).with_first_replies(viewer, FIRST_REPLIES + 1)


def linked_comment(note: Note, viewer, linked: str | None) -> Comment | None:
    comment_id = parse_id(linked)
    if comment_id is None:
        return None
    return Comment.objects.filter(note=note, pk=comment_id).visible_to(viewer).first()


def add_replies(comments: list[Comment], viewer, answer: Comment | None = None) -> None:
    """Give each comment its first replies, the one that was linked to among them, and where the others are."""
    ids = [reply_id for comment in comments for reply_id in comment.first_reply_ids[:FIRST_REPLIES]]
    if answer and answer.parent_id:
        ids.append(answer.pk)
    replies = Comment.objects.for_thread(viewer).in_bulk(ids)
    for comment in comments:
        first_ids = comment.first_reply_ids[:FIRST_REPLIES]
        comment.first_replies = [replies[reply_id] for reply_id in first_ids if reply_id in replies]
        comment.more_replies_url = ""
        if len(comment.first_reply_ids) > FIRST_REPLIES:
            comment.more_replies_url = replies_url(comment.pk, after=comment.first_replies[-1])
            comment.more_replies_count = max(1, comment.replies_count - FIRST_REPLIES)
        if answer and answer.parent_id == comment.pk and answer.pk not in first_ids and answer.pk in replies:
            comment.first_replies.append(replies[answer.pk])
            comment.more_replies_url += f"&without={answer.pk}"


def replies_url(comment_id: int, after: Comment) -> str:
    cursor = cursor_after(after, Comment.objects.all(), order=OLDEST_FIRST)
    return f"{reverse('posts:replies', args=[comment_id])}?after={cursor}"


def comment_or_404(request: HttpRequest, comment_id: int) -> Comment:
    """A comment that the viewer may read, on a note that they may see."""
    comments = Comment.objects.visible_to(request.user).filter(note__in=Note.objects.visible_to(request.user))
    return get_object_or_404(comments.select_related("note", "note__author", "author"), pk=comment_id)


@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, note_id: int) -> HttpResponse:
    note = note_or_404(request, note_id)
    if request.method == "POST":
        return add(request, note)
    context = first_comments(note, request.user)
    context |= comments_page(note, request.user, request.GET.get("after"), request.GET.get("comment"))
    return page_or_fragment(request, "posts/comments.html", "posts/_comments.html", context)


@login_required
@limited("rate_comment")
def add(request: HttpRequest, note: Note) -> HttpResponse:
    parent = parent_or_404(request, note)
    form = CommentForm(request.POST, note=note, parent=parent, has_focus=True)
    if form.is_valid():
        typed = {"body": form.cleaned_data["body"], "form_key": form.cleaned_data["form_key"]}
        try:
            comment = actions.add_comment(author=request.user, note=note, parent=parent, **typed)
        except actions.CommentRefused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            return added(request, comment)
    context = {"note": note, "parent": parent, "form": form, "viewer_id": request.user.pk}
    return page_or_fragment(request, "posts/reply.html", "posts/_comment_form.html", context, status=422)


def parent_or_404(request: HttpRequest, note: Note) -> Comment | None:
    parent_id = request.POST.get("parent", "")
    if not parent_id:
        return None
    comments = Comment.objects.filter(note=note).visible_to(request.user).select_related("author")
    return get_object_or_404(comments, pk=parse_id(parent_id))


def added(request: HttpRequest, comment: Comment) -> HttpResponse:
    """The comment at its place for htmx, or back to the note, where its thread stands first."""
    if not is_fragment(request):
        return SeeOther(comment.get_absolute_url())
    shown = Comment.objects.for_thread(request.user).select_related("note", "parent").get(pk=comment.pk)
    shown.first_replies = []
    context = {
        "comment": shown,
        "note": shown.note,
        "form": CommentForm.empty(shown.note),
        "viewer_id": request.user.pk,
        "languages": languages_of(request.user),
    }
    return render(request, "posts/_comment_added.html", context)


@require_safe
def replies(request: HttpRequest, comment_id: int) -> HttpResponse:
    """All replies to a comment, oldest first; to a reply, those beside it."""
    comment = comment_or_404(request, comment_id)
    if comment.parent_id:
        comment = comment_or_404(request, comment.parent_id)
    found = Comment.objects.filter(parent=comment).visible_to(request.user).wanted_by(request.user)
    without = parse_id(request.GET.get("without"))
    if without:
        found = found.exclude(pk=without)
    after = request.GET.get("after")
    size = settings.LIMITS["comments_page_size"]
    page = page_of(found.for_thread(request.user), order=OLDEST_FIRST, after=after, size=size)
    url = reverse("posts:replies", args=[comment.pk])
    rest = f"&without={without}" if without else ""
    context = {
        "note": comment.note,
        "comment": Comment.objects.for_thread(request.user).get(pk=comment.pk),
        "replies": page.items,
        "next_url": f"{url}?after={page.next_cursor}{rest}" if page.next_cursor else "",
        "is_first_page": not after,
        "form": CommentForm.empty(comment.note, parent=comment),
        "viewer_id": request.user.pk,
        "languages": languages_of(request.user),
    }
    return page_or_fragment(request, "posts/replies.html", "posts/_replies.html", context)


@require_safe
@login_required
def reply(request: HttpRequest, comment_id: int) -> HttpResponse:
    """The form that answers a comment."""
    parent = comment_or_404(request, comment_id)
    form = CommentForm.empty(parent.note, parent=parent, has_focus=True)
    context = {"note": parent.note, "parent": parent, "form": form, "viewer_id": request.user.pk}
    return page_or_fragment(request, "posts/reply.html", "posts/_comment_form.html", context)


@require_POST
@login_required
@limited("rate_react")
def like(request: HttpRequest, comment_id: int) -> HttpResponse:
    comment = comment_or_404(request, comment_id)
    actions.like_comment(user=request.user, comment=comment)
    return like_button(request, comment)


@require_POST
@login_required
@limited("rate_react")
def unlike(request: HttpRequest, comment_id: int) -> HttpResponse:
    comment = comment_or_404(request, comment_id)
    actions.unlike_comment(user=request.user, comment=comment)
    return like_button(request, comment)


def like_button(request: HttpRequest, comment: Comment) -> HttpResponse:
    if not is_fragment(request):
        return back(request, comment.get_absolute_url())
    comment = get_object_or_404(Comment.objects.with_viewer(request.user), pk=comment.pk)
    return render(request, "posts/_comment_like.html", {"comment": comment, "viewer_id": request.user.pk})


@require_POST
@login_required
@limited("rate_write")
def delete(request: HttpRequest, comment_id: int) -> HttpResponse:
    """For its author, and for the author of the note."""
    mine = Comment.objects.filter(Q(author=request.user) | Q(note__author=request.user))
    comment = get_object_or_404(mine.select_related("note"), pk=comment_id)
    actions.delete_comment(comment=comment)
    if is_fragment(request):
        note = Note.objects.visible_to(request.user).filter(pk=comment.note_id).first()
        return render(request, "posts/_comment_deleted.html", {"note": note})
    messages.success(request, _("Deleted."))
    return SeeOther(f"{comment.note.get_absolute_url()}#comments")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited("rate_write")
def language(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Its author says which language a comment is in."""
    comment = get_object_or_404(Comment.objects.filter(author=request.user).select_related("note"), pk=comment_id)
    sent = request.POST if request.method == "POST" else None
    form = CommentLanguageForm(sent, initial={"language": comment.language})
    if form.is_valid():
        actions.set_comment_language(comment=comment, language=form.cleaned_data["language"])
        return SeeOther(comment.get_absolute_url())
    status = 422 if form.errors else 200
    return render(request, "posts/comment_language.html", {"comment": comment, "form": form}, status=status)
