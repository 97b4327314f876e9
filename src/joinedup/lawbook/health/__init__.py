"""The lawbook's list for health: the 43 checks and their cut-offs."""
