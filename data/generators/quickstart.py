"""Writes data/quickstart.csv: 17 labelled points in the plane.

    python3 data/generators/quickstart.py > data/quickstart.csv

The points were found by hill climbing over small sets: points were moved, added, removed and relabelled at random,
and a change was kept when, of 100 normal starts of two gelu units with the cubic polynomial hinge, more ended on
finite strict minima that are not global (more distinct ones, fewer runs to infinity) while a good share still
reached loss zero. Most small sets have no finite sub-optimal minimum at all under this loss: their bad runs end
at infinity. `job/src/test/python/study_sets.py quickstart` finds the minima anew and polishes them in 30 digits.
"""

POINTS = """
-3.14,-1,1 1.56,-1.51,1 -2.58,1.33,1 0.61,0.53,1 2.17,-1.56,-1 0.89,-0.94,-1
-1.89,2.39,-1 1.29,-0.31,1 2.07,-1.85,-1 3.13,-2.55,-1 -1.78,1.06,-1 -2.24,-2.62,1
-0.8,-1.65,1 3.17,-2.2,-1 1.77,-1.56,-1 -1.53,3.17,-1 -1.63,-1.36,1
"""

for line in POINTS.split():
    print(line)
