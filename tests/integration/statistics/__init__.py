"""The month on screen and as files."""
