"""Pages about the people of the service, and about one's own account."""
