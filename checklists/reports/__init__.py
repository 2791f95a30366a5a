"""What leaves the program: the summary and every export as papers, each format with one writer."""
