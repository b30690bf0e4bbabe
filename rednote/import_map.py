"""The import map: bare module names to hashed URLs, and the hash by which the CSP allows this one inline script."""

import base64
import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static


def module_names() -> list[str]:
    root = Path(settings.BASE_DIR) / "static" / "js"
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*.js"))


@cache
def text() -> str:
    """The JSON of the map; the same for everybody until the next deployment."""
    imports = {f"rednote/{name}": static(f"js/{name}") for name in module_names()}
    return json.dumps({"imports": imports}, separators=(",", ":"))


@cache
def csp_source() -> str:
    """The `'sha256-...'` source of the map's script element."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text().encode()).digest()).decode()}'"
