"""What is done of what is required: the counting rules, the duties, the reasons, and the next steps."""
