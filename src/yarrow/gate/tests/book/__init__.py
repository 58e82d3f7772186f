"""The book of rules: printed, complete, and honest about its sources."""
