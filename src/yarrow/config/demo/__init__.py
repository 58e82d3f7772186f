"""The example service: everybody in it is invented."""
