"""What law says of a Business Improvement District: days, timetable, ballot, levy (white paper 2.44)."""
