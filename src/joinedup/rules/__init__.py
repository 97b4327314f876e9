"""What law and policy say of one case.

Pure functions over plain records: standard library only, no clock, no chance, no files, no settings.
A rule is told the day, and returns its working: what was counted, what was needed, under which provision.
"""
