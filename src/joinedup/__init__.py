"""joinedup: the software that local partnerships run on."""

__version__ = "0.1.0"
