"""What people look at: a page on the terminal, a run as Markdown and tables."""
