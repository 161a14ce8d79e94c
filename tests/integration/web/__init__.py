"""Pages and answers that every request shares."""
