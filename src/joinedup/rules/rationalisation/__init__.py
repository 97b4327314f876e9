"""What white paper 2.37 to 2.39 says of a proposed restructuring: what may be done, what it saves, who must agree.

Nothing here looks for a proposal. It judges one, by hand as it were, and shares no code with what found it.
Method: `docs/methods/restructure.md`.
"""
