"""Questions in, answers out. The one place where questions are answered."""
