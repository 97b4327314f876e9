"""An invented country of partnerships, the same for the same seed, that keeps every rule of the register."""
