"""Files of places and activities: looked at as a whole first, then written as a whole."""
