"""Writing a thesis: one to start from, a claim at a time, one layout for its files, what is still to do.

May touch: the files of a thesis that the user names, whole files only. Must not know: graphs, questions, how
things print.

Import the modules themselves: `starting`, `adding`, `formatting`, `stubs`, `watching`.
"""
