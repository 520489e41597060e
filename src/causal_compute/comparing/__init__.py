"""Two theses, or two states of one, held side by side: `diff`, `compare`, `merge`."""
