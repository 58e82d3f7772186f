"""Tests of the short pages of a circle, beside ``test_circle``: the second worker, and what closes them."""
