"""What ours is compared with: the straightforward way to do the same."""
