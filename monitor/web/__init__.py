"""The analyst's desk: a page to work in, and addresses for other programs. Reads the published snapshot only.

app.py        the parts put together
server.py     listens                                                         DOOR: uvicorn
gate.py       who may come in: hosts, logins, forms of our own
desk.py       what every screen asks for: the workspace, the snapshot, the reader's language, the clock
rendering.py  templates, and how times, numbers and found words are shown     DOOR: jinja2
charts.py     values -> the shapes of an SVG. Pure
passwords.py  hashes                                                          DOOR: argon2
screens/      one module a screen: what it asks for, what it shows
"""
