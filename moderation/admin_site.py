"""The admin's site: stock Django admin in the site's look, with the moderation pages as its own."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class AdminSite(admin.AdminSite):
    site_header = site_title = _("rednote administration")
    index_title = _("Overview")
    enable_nav_sidebar = False
