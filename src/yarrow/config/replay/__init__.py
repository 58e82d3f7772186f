"""Published cases, put to the same actions and the same gate as the pages.

``reading`` reads a file strictly by the ``vocabulary`` into a ``case``; ``telling`` turns its lines into
facts and their rooms; ``opened`` records them by one worker a room; ``asking`` puts a plan to the gate;
``completing`` is the recipe for "may, once complete", with its records in ``satisfying``; ``judging``
compares; ``report`` tells; ``apart`` runs it all in a home that is thrown away.

No rule of the gate is repeated here. What is here decides only where a word of a file goes.
"""
