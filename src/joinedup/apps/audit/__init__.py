"""What was done, by whom and when: one chain of rows that none can change unnoticed."""
