"""The tests: they tell the rules."""
