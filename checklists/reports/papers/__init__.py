"""What each export consists of. One module for each; which there are says `checklists.reports.catalogue`."""
