"""A thesis over HTTP: SPARQL 1.1 Protocol, answers, named queries, a URL for every thing, and the page.

May touch: the Python API and what lies below it. Must not know: the command line.

Starlette and uvicorn (the extra `serve`) are imported by the modules here and by nothing else. Strangers'
queries go to `pool`, whose processes can be killed; all else is ours, is asked in one thread (`library`) and
kept (`shelf`). `door` decides who is let in.
"""
