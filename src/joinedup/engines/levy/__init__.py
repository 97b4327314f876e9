"""The levy: what each payer owes for each property in a period, exact to the penny, with the working of every bill.

`work_out` goes row by row in exact fractions; `joinedup.engines.levy.large` does the same in DuckDB for lists of any
length, and agrees with it to the penny.
"""

from joinedup.engines.levy.bills import Bill, Step, work_out
from joinedup.engines.levy.plan import CannotBill, Plan, make_plan

__all__ = ["Bill", "CannotBill", "Plan", "Step", "make_plan", "work_out"]
