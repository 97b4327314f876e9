"""The register served as in use, with a bare view beside its pages."""
