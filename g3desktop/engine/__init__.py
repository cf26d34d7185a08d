"""Pixels in, places out; the only package with torch, open_clip, timm and FAISS."""
