"""Governance: the words of the graded answer, ways of deciding, accountabilities, clauses, and the numbers."""
