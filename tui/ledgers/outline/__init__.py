"""Self-inspection: a subject's outline as a tree, its forms, and the view."""
