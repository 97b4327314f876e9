"""The lawbook of Business Improvement Districts: bank holidays, the ballot's timetable, what approval takes."""
