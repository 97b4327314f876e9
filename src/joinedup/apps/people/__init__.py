"""People, how they sign in, and the words of what they may do."""
