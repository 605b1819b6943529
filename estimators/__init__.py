"""What is computed: facts with their sources, physics, footprint, cost, uncertainty."""
