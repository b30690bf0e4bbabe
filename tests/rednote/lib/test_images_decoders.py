"""Decoders of photos."""

import pytest

from rednote import apps
from rednote.lib.images import decoders


def test_are_current_here():
    decoders.require_current()
    assert apps.decoders_are_current() == []


@pytest.mark.parametrize(("library", "version"), [("libheif", "1.23.3"), ("libheif", "1.9"), ("Pillow", "12.2.9")])
def test_with_known_faults_keep_the_site_from_starting(monkeypatch, library, version):
    monkeypatch.setattr(decoders, "versions", lambda: {"libheif": "1.24.0", "Pillow": "13.0.0"} | {library: version})
    with pytest.raises(decoders.OutdatedDecoder, match=f"{library} {version} has known faults"):
        decoders.require_current()
    [error] = apps.decoders_are_current()
    assert error.id == "rednote.E001"
