"""The explorer: a thesis as one offline HTML page, and what serves or embeds it.

May touch: the model, answers, `render`'s words. Must not know: the command line.
"""
