"""The services of the house."""

import gc

# The default, a look after each 700 new objects, makes a service a quarter longer in starting: it only makes objects
# then, and drops none.
gc.set_threshold(100_000, 50, 50)
