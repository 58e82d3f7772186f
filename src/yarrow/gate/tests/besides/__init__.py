"""What is asked besides: in some circumstance, in one way of working, about one topic."""
