"""Cochran's Q and DerSimonian and Laird's tau by statsmodels.

Run: /usr/bin/python3 expected.py > expected.json
The sets were made up here.
"""
import json, sys
import numpy, scipy, statsmodels
from scipy.stats import chi2
from statsmodels.stats.meta_analysis import combine_effects

sets = {
    "spread": ([.1, .9, -.4, .55, 1.3], [.2, .3, .25, .15, .5]),
    "none": ([.30, .31, .29, .32], [.2, .3, .25, .15]),
    "two": ([-1., 1.], [.1, .4]),
    "many": ([((37 * i) % 19 - 9) / 10 for i in range(40)], [.2 + (i % 7) / 10 for i in range(40)]),
}
out = []
for name, (x, se) in sets.items():
    r = combine_effects(numpy.array(x), numpy.array(se) ** 2, method_re="chi2")
    out.append(dict(name=name, value=x, se=se, q=float(r.q), p=float(chi2.sf(r.q, len(x) - 1)),
                    mean=float(r.mean_effect_fe), tau=float(max(0, r.tau2)) ** .5))
json.dump(dict(made_by=f"Python {sys.version.split()[0]}, statsmodels {statsmodels.__version__}, SciPy {scipy.__version__}", sets=out), sys.stdout, indent=1)
