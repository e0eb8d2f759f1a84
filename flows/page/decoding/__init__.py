"""Bytes to text, with the evidence for the charset. Entry: `decode.decode`."""
