"""The practice environment: an invented population on real figures and real buildings' facts.

``data/`` holds what is drawn from and where each figure comes from; `docs/ovningsdata.md` says what
is real, assumed and invented. Everything is drawn from a seed, so the same seed and day give the
same content.
"""
