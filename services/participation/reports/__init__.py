"""Something wrong here? Anybody may say so; who works for the place hears of it."""
