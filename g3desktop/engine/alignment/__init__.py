"""Geo-alignment: encoders that put image, text and position into one space."""
