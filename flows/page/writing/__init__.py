"""Characters, widths and marks: what flows.page.script normalises with."""
