"""The lawbook's lists for the register: types, profiles, sectors, roles, kinds, relations, areas, set-up."""
