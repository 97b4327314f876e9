"""Words for the health room's templates."""
