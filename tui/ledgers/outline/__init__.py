"""Self-inspection: the tree of one subject, the forms of the whole outline, and the view that holds them."""
