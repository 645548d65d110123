"""Lighthouse on the main pages of a running site, and what they weigh."""
