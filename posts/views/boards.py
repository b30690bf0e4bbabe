"""One's boards: the list, each one's name and notes, and the boards on which a note stands."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from posts import actions
from posts.forms.boards import BoardForm, NoteBoardsForm
from posts.models import Board, Note, Photo
from posts.views.reactions import note_or_404
from rednote.lib.cursors import page_of
from rednote.lib.ratelimit import limited
from rednote.lib.web import SeeOther, back, is_fragment, login_required, page_or_fragment

PAGE_SIZE = 30
NEWEST_FIRST = [("id", True)]


def my_board_or_404(request: HttpRequest, board_id: int) -> Board:
    return get_object_or_404(Board.objects.filter(owner=request.user).select_related("owner"), pk=board_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited("rate_write")
def boards(request: HttpRequest) -> HttpResponse:
    """One's own boards with their newest covers, and the form that makes one."""
    form = BoardForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            board = actions.create_board(owner=request.user, **form.cleaned_data)
        except actions.BoardRefused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            return SeeOther(board.get_absolute_url())
    mine = Board.objects.filter(owner=request.user).with_covers(request.user)
    page = page_of(mine, order=NEWEST_FIRST, after=request.GET.get("after"), size=PAGE_SIZE)
    add_covers(page.items)
    context = {
        "boards": page.items,
        "next_url": f"{reverse('posts:boards')}?after={page.next_cursor}" if page.next_cursor else "",
        "form": form,
    }
    status = 422 if form.errors else 200
    return page_or_fragment(request, "posts/boards.html", "posts/_boards.html", context, status=status)


def add_covers(boards: list[Board]) -> None:
    covers = Photo.objects.in_bulk([cover_id for board in boards for cover_id in board.cover_ids])
    for board in boards:
        board.covers = [covers[cover_id] for cover_id in board.cover_ids if cover_id in covers]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited("rate_write")
def edit(request: HttpRequest, board_id: int) -> HttpResponse:
    """A board's name and audience, and its notes to take off."""
    board = my_board_or_404(request, board_id)
    sent = request.POST if request.method == "POST" else None
    form = BoardForm(sent, initial={"name": board.name, "is_public": board.is_public})
    if form.is_valid():
        try:
            actions.edit_board(board=board, **form.cleaned_data)
        except actions.BoardRefused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return SeeOther(board.get_absolute_url())
    return edit_page(request, board, form)


def edit_page(request: HttpRequest, board: Board, form: BoardForm) -> HttpResponse:
    # Its notes that the owner may no longer see can be taken off too, without a word of what they say.
    page = page_of(board.entries.all(), order=NEWEST_FIRST, after=request.GET.get("after"), size=PAGE_SIZE)
    ids = [entry.note_id for entry in page.items]
    notes = Note.objects.visible_to(request.user).for_cards(request.user).in_bulk(ids)
    context = {
        "board": board,
        "form": form,
        "entries": [{"note_id": note_id, "note": notes.get(note_id)} for note_id in ids],
        "next_url": f"{reverse('posts:edit_board', args=[board.pk])}?after={page.next_cursor}"
        if page.next_cursor
        else "",
    }
    status = 422 if form.errors else 200
    return page_or_fragment(request, "posts/edit_board.html", "posts/_board_entries.html", context, status=status)


@require_POST
@login_required
@limited("rate_write")
def delete(request: HttpRequest, board_id: int) -> HttpResponse:
    actions.delete_board(board=my_board_or_404(request, board_id))
    messages.success(request, _("Deleted. The notes stay among those you saved."))
    return SeeOther(reverse("posts:boards"))


@require_POST
@login_required
@limited("rate_react")
def remove_note(request: HttpRequest, board_id: int, note_id: int) -> HttpResponse:
    """Take a note off; to htmx the answer is nothing, which takes the row's place."""
    board = my_board_or_404(request, board_id)
    note = get_object_or_404(Note, board_entries__board=board, pk=note_id)
    actions.remove_from_board(board=board, note=note)
    return HttpResponse() if is_fragment(request) else back(request, reverse("posts:edit_board", args=[board.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited("rate_react")
def of_note(request: HttpRequest, note_id: int) -> HttpResponse:
    """On which of one's boards a note stands; to save them is to save the note."""
    note = note_or_404(request, note_id)
    form = NoteBoardsForm(request.POST if request.method == "POST" else None, owner=request.user, note=note)
    if form.is_valid():
        try:
            actions.set_boards(user=request.user, note=note, **form.cleaned_data)
        except actions.BoardRefused as refused:
            form.add_error("new_board", str(refused))
        else:
            return saved(request, note)
    context = {"note": note, "form": form}
    status = 422 if form.errors else 200
    return page_or_fragment(request, "posts/note_boards.html", "posts/_note_boards.html", context, status=status)


def saved(request: HttpRequest, note: Note) -> HttpResponse:
    if not is_fragment(request):
        messages.success(request, _("Saved."))
        return SeeOther(note.get_absolute_url())
    context = {"note": note, "form": NoteBoardsForm(owner=request.user, note=note)}
    response = render(request, "posts/_note_boards.html", context)
    return trigger_client_event(response, "toast", {"text": _("Saved."), "kind": "success"})
