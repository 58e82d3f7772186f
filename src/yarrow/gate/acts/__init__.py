"""What is asked before somebody is reached, before the process moves on, and after a change.

Joint work is asked of the rooms, the team and the plan; here is the rest of the way there.
"""
