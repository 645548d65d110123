"""Activities and places that residents propose, without an account; somebody of the wijk decides."""
