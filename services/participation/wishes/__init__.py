"""What residents wish for: said without an account, read before it is shown, answered with an activity."""
