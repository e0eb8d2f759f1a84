"""The public name of the decoding stage."""

from flows.page.decoding.decode import Decoded, decode

__all__ = ["Decoded", "decode"]
