"""What residents are written back, in the language that they read."""
