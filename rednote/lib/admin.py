"""Models in the admin to look at: raw writes are off, what can be done is a button that calls an action."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import ModelAdmin, ShowFacets
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise


@dataclass(frozen=True)
class Tool:
    """A link beside a row's page, or with `is_post` a button."""

    label: str | Promise
    url: str
    is_post: bool = False


class ReadOnlyAdmin(ModelAdmin):
    """A list and a page of each row; `tools` are the ways from there."""

    actions = None
    change_form_template = "admin/read_only.html"
    list_per_page = 50
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    view_on_site = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Filter by what the list offers only: by other fields one could guess what no page shows, letter by letter."""
        offered = [row[0] if isinstance(row, tuple) else row for row in self.get_list_filter(request)]
        return lookup.split("__")[0] in offered

    def tools(self, request: HttpRequest, row: Any) -> Sequence[Tool]:
        return []

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        row = kwargs.get("obj")
        context["tools"] = self.tools(request, row) if row else []
        return super().render_change_form(request, context, *args, **kwargs)
