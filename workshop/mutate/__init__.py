"""Mutation testing of the rules: one small change at a time, and a test that must notice it."""
