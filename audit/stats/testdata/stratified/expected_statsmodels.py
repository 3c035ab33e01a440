"""Second route for the stratified estimators. Run: /usr/bin/python3 expected_statsmodels.py > expected_statsmodels.json

statsmodels StratifiedTable leaves a stratum with an empty margin in; only sets without
such strata are compared.
"""
import csv, json, sys
import numpy, scipy, statsmodels
from statsmodels.stats.contingency_tables import StratifiedTable


def finite(x):
    return float(x) if numpy.isfinite(x) else None


sets = {}
for row in csv.DictReader(open("tables.csv")):
    x1, n1, x2, n2 = (int(row[k]) for k in ("x1", "n1", "x2", "n2"))
    k = x1 + x2
    if sets.get(row["set"], []) is None:
        continue
    if max(0, k - n2) < min(n1, k):
        sets.setdefault(row["set"], []).append([[x1, n1 - x1], [x2, n2 - x2]])
    else:
        sets[row["set"]] = None
out = []
for name, tables in sets.items():
    if tables is None or len(tables) < 2 or name in ("never", "always", "two_people", "pairs"):
        continue
    st = StratifiedTable([numpy.array(t, dtype=float) for t in tables])
    cmh = st.test_null_odds(correction=False)
    homogeneous = st.test_equal_odds(adjust=True)
    out.append(dict(set=name, cmh=float(cmh.statistic), cmh_p=float(cmh.pvalue), odds_ratio=float(st.oddsratio_pooled),
                    log_odds_se=float(st.logodds_pooled_se), risk_ratio=float(st.riskratio_pooled),
                    tarone=finite(homogeneous.statistic), tarone_p=finite(homogeneous.pvalue)))
json.dump(dict(made_by=f"Python {sys.version.split()[0]}, statsmodels {statsmodels.__version__}, SciPy {scipy.__version__}",
               sets=out), sys.stdout, indent=1)
