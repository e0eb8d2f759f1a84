"""HTML and plain text to lines. Entries: `html.read_html`, `plaintext.read_text`."""
