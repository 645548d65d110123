"""Kept true: is what we show still right?"""
