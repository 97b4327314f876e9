"""How a levy is calculated: the arrangements are the formula (Local Government Act 2003, sections 45 and 46)."""
