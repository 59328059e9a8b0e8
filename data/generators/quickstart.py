"""Writes data/quickstart.csv: 18 labelled points in the plane.

    python3 data/generators/quickstart.py > data/quickstart.csv

The points were found by hill climbing over small sets: points were moved, added, removed and relabelled at random,
and a change was kept when, of 100 normal starts of two gelu units with the cubic polynomial hinge, more ended on
finite strict minima that are not global (more distinct ones, fewer runs to infinity) while a good share still
reached loss zero. Most small sets have no finite sub-optimal minimum at all under this loss: their bad runs end
at infinity. `job/src/test/python/study_sets.py quickstart` finds the minima anew and polishes them in 30 digits.
"""

POINTS = """
-2.89,-1.61,1 1.57,-1.77,1 -2.58,1.33,1 0.61,0.53,1 2.17,-1.56,-1 0.89,-0.94,-1
-2.3,2.4,-1 0.95,1.15,1 2.07,-1.85,-1 3.25,-2.79,-1 -1.78,1.06,-1 -2.25,-2.82,1
-0.8,-1.65,1 3.17,-2.2,-1 1.81,-1.49,-1 -2.58,2.99,-1 -1.45,-1.62,1 0.34,0.34,1
"""

for line in POINTS.split():
    print(line)
