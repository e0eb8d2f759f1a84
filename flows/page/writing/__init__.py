"""Script, widths and punctuation of the kept lines. Entry: `script.normalise_lines`."""
