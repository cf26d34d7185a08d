"""G3 Desktop: says where a photo was taken, shows why, and sends nothing anywhere."""

__version__ = "0.1.0"
