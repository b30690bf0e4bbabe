"""How old the libraries may be that decode what strangers send."""

# libheif: the last fault that an uploaded photo could use was mended in it. Pillow: its decoder of FITS could be made
# to fill the memory before.
FLOORS = {"libheif": (1, 23, 4), "Pillow": (12, 3)}


class OutdatedDecoder(RuntimeError):
    """A decoder with known faults."""


def versions() -> dict[str, str]:
    """What decodes here, by name; to be asked in processes that may load decoders, so not in the web process."""
    import PIL
    import pillow_heif

    return {"libheif": pillow_heif.libheif_version(), "Pillow": PIL.__version__}


def require_current() -> None:
    """Raise OutdatedDecoder when one of them is older than its floor."""
    for name, version in versions().items():
        floor = FLOORS[name]
        if tuple(int(part) for part in version.split(".")[: len(floor)]) < floor:
            wanted = ".".join(map(str, floor))
            raise OutdatedDecoder(f"{name} {version} has known faults: {wanted} or later is needed.")
