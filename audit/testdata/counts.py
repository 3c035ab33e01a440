#!/usr/bin/env python3
"""Writes a table of counts: APPLICATIONS invented applications as patterns, some millions.

    counts.py counts.csv 100000000          then: weaksignal audit --config counts.yaml --candidates counts.csv

Open source and referrals carry 0.4 and 0.8 on the log odds within requisitions, years 0.1 a
year; nothing else does. The configuration is written beside the table.
"""
import math, random, sys

out, total = sys.argv[1], int(sys.argv[2])
rng = random.Random(1)
requisitions = 400
base = [rng.gauss(-1.2, 0.5) for _ in range(requisitions)]
weak = [("open_source", 0.3, 0.4), ("kaggle", 0.15, 0.0), ("referral", 0.2, 0.8), ("elite_school", 0.1, 0.0), ("phd", 0.1, 0.0)]
years = [(0, 0.2), (2, 0.25), (4, 0.2), (7, 0.15), (11, 0.12), (16, 0.08)]
skills = [(0, 0.3), (0.5, 0.4), (1, 0.3)]
people = [(s, r, p * q) for s, p in (("Female", 0.45), ("Male", 0.55)) for r, q in (("A", 0.5), ("B", 0.2), ("C", 0.15), ("D", 0.15))]

def some(mean):
    """A Poisson number; normal where it is large."""
    if mean > 30:
        return max(0, round(rng.gauss(mean, math.sqrt(mean))))
    limit, k, p = math.exp(-mean), 0, rng.random()
    while p > limit:
        k, p = k + 1, p * rng.random()
    return k

with open(out, "w") as f:
    f.write("requisition,decision," + ",".join(w for w, _, _ in weak) + ",years_experience,skills_match,sex,race,n\n")
    for q in range(requisitions):
        for bits in range(1 << len(weak)):
            has = [bits >> k & 1 for k in range(len(weak))]
            share = math.prod(p if h else 1 - p for h, (_, p, _) in zip(has, weak))
            effect = sum(b for h, (_, _, b) in zip(has, weak) if h)
            for y, py in years:
                for s, ps in skills:
                    chance = 1 / (1 + math.exp(-(base[q] + effect + 0.1 * y + 0.3 * s)))
                    for sex, race, pp in people:
                        mean = total / requisitions * share * py * ps * pp
                        for decision, part in ((1, chance), (0, 1 - chance)):
                            n = some(mean * part)
                            if n:
                                f.write(f"R{q},{decision},{','.join(map(str, has))},{y},{s},{sex},{race},{n}\n")

with open(out.rsplit(".", 1)[0] + ".yaml", "w") as f:
    f.write(f"""table:
  count: n
  requisition: requisition
  decision: {{column: decision, advanced: ["1"]}}
  weak: [{", ".join(w for w, _, _ in weak)}]
  job_related: [years_experience, skills_match]
  groups: [sex, race]
""")
