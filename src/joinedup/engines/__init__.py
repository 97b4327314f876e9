"""Calculations over tables, from one row to the whole country. No Django: files and plain values in, answers out."""
