"""The app's registration: who moderators are, and what the layers below let them see."""

from django.apps import AppConfig
from django.apps.registry import Apps
from django.db.models.signals import post_migrate

PERMISSIONS = {
    "accounts": ["view_user"],
    "posts": ["view_note", "view_comment", "view_translation", "view_photo"],
    "moderation": ["moderate", "view_report", "view_decision"],
}


class ModerationConfig(AppConfig):
    name = "moderation"

    def ready(self) -> None:
        from moderation import cases
        from posts import access

        access.may_see_photo.append(cases.sees_reported_photo)
        post_migrate.connect(keep_moderators, sender=self, dispatch_uid="moderation.keep_moderators")


def keep_moderators(using: str, apps: Apps | None = None, **kwargs: object) -> None:
    """After every migration there is the group of moderators, with all the permissions that moderating needs."""
    from django.apps import apps as installed
    from django.contrib.auth.management import create_permissions

    apps = apps or installed  # after a flush there is no history of models
    try:
        group_model, permission_model = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
        apps.get_model("moderation", "Report")
    except LookupError:
        return
    from moderation.models import MODERATORS

    group, _is_new = group_model.objects.using(using).get_or_create(name=MODERATORS)
    for label, codenames in PERMISSIONS.items():
        create_permissions(installed.get_app_config(label), verbosity=0, interactive=False, using=using, apps=apps)
        permissions = permission_model.objects.using(using).filter(
            content_type__app_label=label, codename__in=codenames
        )
        group.permissions.add(*permissions)
