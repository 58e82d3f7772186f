"""Preparing with one person alone: ten short pages, safety first, kept sealed until it is recorded.

What a session records. ``Preparation`` counts it, and only where the worker says that it was a whole
session; ``PreparedSteps`` holds what was said, in one entry with a line a step, so that a room does
not fill with ten entries a session. Beside these, a step makes the facts that it naturally asks for
(told, free to choose, what they decided, somebody beside them; of their own part, the programme; what
the child says), each only where its own questions were answered: left open altogether it makes none,
answered in part it is offered again, and nothing starts on an answer. Risk, orders and the safety plan
have their own sheets, offered from the last page: they are looked at anew, not in passing.

A choice stands for the day on which it was made, and until anything alarming is recorded in the room
(``moment.py``); later it is asked again. Words are kept whatever happens. Answers about safety are never
kept.

The way to reach somebody is confirmed by ``ReachConfirmed``, never by a copy of ``Reach``: a copy
would stand after a warning that the way is unsafe, and so undo it (``gate/rules/reach.py``).
"""
