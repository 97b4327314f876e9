"""Rules of governance: meetings, decisions, accountability and step-in (white paper 2.31, 2.33, 2.35, 2.36).

Nothing here chooses for a partnership, and nothing takes silence or a score for agreement: an outcome is what
a named person records from the approved minute.
"""
