"""The register: an area's partnerships, who sits on them, why they exist and how they nest."""
