"""Which words are the title, and which lines print it. Entry: `choose.choose_title`."""
