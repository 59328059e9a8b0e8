"""Data and networks of the two published studies, as in their conf files."""

STUDIES = {
    'many-minima': dict(data='data/two-spirals.csv',
                        network=dict(hidden=[3], activation='tanh', loss='squared', reduction='mean', l2=1e-3)),
    'quickstart': dict(data='data/quickstart.csv',
                       network=dict(hidden=[2], activation='gelu', loss='polynomial-hinge', power=3, reduction='mean')),
}
