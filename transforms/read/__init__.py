"""From the bytes of a received file to sheets of text: `read`, within `Limits`."""

from transforms.read.book import read
from transforms.read.limits import Limits

__all__ = ["Limits", "read"]
