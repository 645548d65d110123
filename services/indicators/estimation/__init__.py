"""Estimates from stratified, clustered samples, by Taylor linearisation: a small library without database or HTTP.

Read in this order: `sample` (one pass of sums over the rows), `figures` (what is estimated, as coefficients of those
sums), `variance` (how sure it is), `estimates` (with interval and degrees of freedom). Formulas: `docs/estimation.md`.
"""
