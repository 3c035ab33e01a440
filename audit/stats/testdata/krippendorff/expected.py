"""Krippendorff's alpha for nominal data by its definition, in exact fractions.

Run: python3 expected.py > expected.json
Observed disagreement: the mean, over pairs of ratings of the same unit weighted 1/(m-1), of unequal
codes; expected: the share of unequal pairs among all pairable ratings.
Data A, B, C are those of Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, which
prints alpha = .095, .692 and .743. The last two were made up here.
"""
import json, sys
from fractions import Fraction
from itertools import permutations


def alpha(units):
    units = [[c for c in u if c >= 0] for u in units]
    units = [u for u in units if len(u) > 1]
    n = sum(map(len, units))
    observed = sum(Fraction(sum(a != b for a, b in permutations(u, 2)), len(u) - 1) for u in units) / n
    values = [c for u in units for c in u]
    expected = Fraction(sum(a != b for a, b in permutations(values, 2)), n * (n - 1))
    return float(1 - observed / expected)


def by_rater(*rows):
    return [[-1 if row[i] == "." else int(row[i]) for row in rows] for i in range(len(rows[0]))]


letters = str.maketrans("abcde", "12345")
sets = [
    ("A", .095, by_rater("0100000010", "1110010000")),
    ("B", .692, by_rater("aabbdcccedda".translate(letters), "babbbccceddd".translate(letters))),
    ("C", .743, by_rater("123321412...", "1233224125.3", ".3332342251.", "12332441251.")),
    ("disagreement", None, by_rater("0101", "1010")),
    ("uneven", None, by_rater("01.012.3", "01102.43", "..1.2..3", "0.......")),
]
json.dump(dict(made_by="Python " + sys.version.split()[0], sets=[
    dict(name=n, published=p, units=u, alpha=alpha(u)) for n, p, u in sets]), sys.stdout, indent=1)
