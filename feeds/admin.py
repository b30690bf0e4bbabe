"""What admins keep up for newcomers."""

from django.contrib import admin

from feeds.models import Tip


@admin.register(Tip)
class TipAdmin(admin.ModelAdmin):
    list_display = ["text", "language", "author"]
    list_filter = ["language"]
    raw_id_fields = ["author"]
