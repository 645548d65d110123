"""Finding: what people type, what it means, what fits best."""
