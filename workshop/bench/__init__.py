"""``./run bench``: how fast the service is, beside a bare Django view on the same server.

Read ``rows.py`` for what is measured and what is hoped for, ``lanes.py`` for how. Milliseconds of one
machine on one afternoon say little; so a figure is a ratio to something measured in the same seconds.
"""
