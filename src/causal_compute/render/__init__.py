"""Answers and graphs as text, JSON, Markdown, Mermaid or HTML."""
