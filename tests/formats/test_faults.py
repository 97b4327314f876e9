"""How everything in formats says no: one line a fault."""

import pickle

from joinedup.formats.faults import BadInput, Fault


def test_a_fault_is_one_line_with_its_place_what_is_wrong_and_what_would_be_right() -> None:
    fault = Fault("members.csv", 3, "from", "30 February\nis not a day", "check the day")
    assert str(fault) == 'members.csv, row 3, column "from": 30 February is not a day; check the day'
    assert str(Fault("a.csv", None, None, "it is empty", "fill it")) == "a.csv: it is empty; fill it"


def test_a_refusal_says_every_fault_on_a_line_of_its_own() -> None:
    fault = Fault("a.csv", 2, None, "x", "y")
    assert str(BadInput([fault, fault])) == "a.csv, row 2: x; y\na.csv, row 2: x; y"


def test_a_refusal_survives_the_way_between_processes() -> None:
    error = BadInput([Fault("a.csv", 2, None, "x", "y")])
    again = pickle.loads(pickle.dumps(error))
    assert again.faults == error.faults
