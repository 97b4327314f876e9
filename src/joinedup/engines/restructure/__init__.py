"""Proposals for a locality's partnerships: which to keep, nest, merge or wind up, each proved best for its effort.

`read_register` reads the JSON of a register, `propose` finds the options, `answer` gives them as plain data. What may
be done is white paper 2.39; nothing here changes anything. Method: `docs/methods/restructure.md`.
"""

from joinedup.engines.restructure.answer import answer
from joinedup.engines.restructure.document import Register, read_register
from joinedup.engines.restructure.options import Option, Proposal, Refusal, WrongAnswerError, propose, refusals

__all__ = [
    "Option",
    "Proposal",
    "Refusal",
    "Register",
    "WrongAnswerError",
    "answer",
    "propose",
    "read_register",
    "refusals",
]
