"""The only code that changes the register. Each action: authorise, ask the rules, change, record, tell."""
