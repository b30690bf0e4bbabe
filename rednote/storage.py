"""Static files with the hash of their content in the name; app.css is joined with what it imports."""

import re
from collections.abc import Iterator

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

TABLE_OF_CONTENTS = "css/app.css"
IMPORT = re.compile(r'@import url\("(?P<name>[\w./-]+)"\)(?: layer\((?P<layer>\w+)\))?;')


class StaticStorage(CompressedManifestStaticFilesStorage):
    # Before collectstatic ran (tests, management commands) names stand for themselves.
    manifest_strict = False

    def post_process(self, paths: dict, dry_run: bool = False, **options) -> Iterator:
        if TABLE_OF_CONTENTS in paths and not dry_run:
            joined = self.join_imports(self.read(TABLE_OF_CONTENTS))
            self.delete(TABLE_OF_CONTENTS)
            self.save(TABLE_OF_CONTENTS, ContentFile(joined.encode()))
            paths[TABLE_OF_CONTENTS] = (self, TABLE_OF_CONTENTS)
        yield from super().post_process(paths, dry_run, **options)

    def read(self, name: str) -> str:
        with self.open(name) as file:
            return file.read().decode()

    def join_imports(self, css: str) -> str:
        """One request instead of one per component; each part stays in the layer its import names."""

        def included(match: re.Match) -> str:
            content = self.read(f"css/{match['name']}")
            return f"@layer {match['layer']} {{\n{content}}}\n" if match["layer"] else content

        return IMPORT.sub(included, css)

    def hashed_name(self, name: str, content=None, filename: str | None = None) -> str:
        try:
            return super().hashed_name(name, content, filename)
        except ValueError:
            return name
