"""Make an edition again from what it says it was made from, and say in words what differs."""

from nelscb.verify.whole import verify_edition

__all__ = ["verify_edition"]
