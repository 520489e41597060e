"""A thesis for AI agents: tools, resources and prompts of the Model Context Protocol.

May touch: the Python API and what lies below it. Must not know: the command line, HTTP.

The SDK (the extra `mcp`) is imported by the modules here and by nothing else. All tools only read. Words that
come from the files of a thesis may be anybody's: they are cleaned (`cleaning`), stand in named fields and are
marked as what they are (`reporting`), and an answer is cut to what a context holds (`fitting`).
"""
