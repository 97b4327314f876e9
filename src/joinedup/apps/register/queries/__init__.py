"""Reading the register as at a day."""
