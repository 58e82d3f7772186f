"""Before somebody is reached, before the process moves on, and after a change."""
