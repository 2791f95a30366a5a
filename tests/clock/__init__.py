"""The product's clock at another day, in the tests' own process and in every Python that they start."""
