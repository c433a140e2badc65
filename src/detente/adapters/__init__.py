"""Everything that touches disk, network, a model package or a dataset format."""
