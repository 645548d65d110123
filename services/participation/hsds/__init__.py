"""`/hsds/`: what there is to do in the words of Human Services Data Specification 3.1, for social maps."""
