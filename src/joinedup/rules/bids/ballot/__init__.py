"""A ballot of a Business Improvement District: counted, judged, and guarded against what figures give away."""
