"""Which lines are body, and why the others are not. Entry: `label.label_lines`."""
