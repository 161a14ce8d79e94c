"""One factory module per feature, reached through fixtures."""
