"""A circle among people who are no family, written down on short pages instead of room by room.

The pages write into each person's own room what its own sheets would, through the same acts; the gate is
asked as ever. They are there only for workers who are inside every room of the case, and only while nothing
recorded in any of them may speak of abuse (docs/decisions/0021).
"""
