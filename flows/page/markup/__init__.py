"""HTML as a browser lays it out: what flows.page.html reads with."""
