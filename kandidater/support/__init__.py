"""Which support forms are possible for a person on a day, by the rules in force that day.

Pure: facts and rules in (``facts.Facts``, ``forms.possible_support``), answers out, no query
anywhere. An answer only indicates what is possible; Arbetsförmedlingen decides (PRODUCT.md,
rule 7).
"""
