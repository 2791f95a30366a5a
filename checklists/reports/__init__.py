"""What leaves the program: the summary and every export as papers, each format by one writer."""
