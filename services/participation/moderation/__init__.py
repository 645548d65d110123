"""What waits to be read, and undoing what one caller or one hour of abuse brought in."""
