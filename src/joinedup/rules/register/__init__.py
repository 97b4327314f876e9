"""Rules of the register: seats, membership, nesting, origins (white paper 2.33, 2.35, 2.37 and 2.39)."""
