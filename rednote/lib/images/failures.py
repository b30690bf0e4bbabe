"""Why a photo was refused at the door or could not be prepared: the codes of this package, in people's words."""

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

FAILURES = {
    "empty": _("This file is empty."),
    "too_large": format_lazy(
        _("This photo is larger than {megabytes} MB."), megabytes=settings.LIMITS["photo_bytes"] // 2**20
    ),
    "wrong_type": format_lazy(
        _("This file is not a photo we can read. Choose one of these: {formats}."),
        formats=", ".join(settings.LIMITS["photo_formats"]),
    ),
    "broken": _("This photo is damaged or incomplete."),
    "too_many_pixels": _("This photo has too many pixels. Make it smaller and choose it again."),
    "too_many_scans": _("This photo is built in a way we do not accept. Save it again and choose it again."),
    "too_many_frames": _("This picture moves for too long. Choose one of its moments instead."),
    "too_small": _("This photo is too small."),
    "too_narrow": _("This photo is too narrow: its long side may be ten times the short one."),
    "missing": _("This photo was lost on its way. Choose it again."),
    "too_heavy": _("This photo takes too much to prepare. Make it smaller and choose it again."),
    "too_slow": _("This photo takes too long to prepare. Save it again and choose it again."),
    "crashed": _("This photo could not be prepared."),
    "storage": _("Photos cannot be kept right now. Your text is safe; try again in a minute."),
    "disk_full": _("There is no room for more photos right now. Your text is safe; try again later."),
}
