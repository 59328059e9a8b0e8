"""The studies with known answers: data, network, starts and the source of each. Numbers only, no solving.

squared losses are 1/2 |f - y|^2 with reduction = sum, as in the conf files; values in papers that use
|f - y|^2 are twice ours. Plain decimals in the data are exact: they are the doubles that a reader gets.
"""
from dataclasses import dataclass, field
from typing import Any

AUER = 'Auer, Herbster, Warmuth 1995, exponentially many local minima for single neurons'
FUKUMIZU = 'own data; family of Fukumizu and Amari 2000, local minima and plateaus'
BALDI = 'Baldi and Hornik 1989 (no sub-optimal minima of deep linear networks); own data'
DING = 'Ding, Li, Sun 2019, sub-optimal local minima exist for almost all activations; derived construction'
YUN = 'Yun, Sra, Jadbabaie 2019, small nonlinearities create bad local minima, theorem 2'
DEAD = 'affine and dead regions of relu networks, after Yun, Sra, Jadbabaie 2019, theorem 1'
KAWAGUCHI = 'Kawaguchi and Kaelbling 2020, elimination of all bad local minima: minima moved to infinity'
CONTROL = 'convex control, own data'


@dataclass
class Case:
    name: str
    source: str
    solver: str  # which function of known_answers.py finds the minima
    rows: list  # features, then targets
    network: dict
    restarts: dict
    complete: bool = True  # whether the reference lists every minimum
    loss: str = 'squared'
    task: str = 'regression'
    l2: float = 0.0
    targets: int = 1
    objectives: tuple = ('plain',)
    note: str = ''
    facts: Any = field(default=None)  # what the solver needs: starts, exact functions, scales


def auer(name, scales, levels, count, low=1e-3, note=''):
    """One sample s e_k with target levels[k] for every axis k and scale s."""
    d = len(levels)
    rows = [[float(s) if i == k else 0.0 for i in range(d)] + [levels[k]] for k in range(d) for s in scales]
    net = dict(hidden=[], bias=False, output_bias=False, output='sigmoid')
    starts = dict(count=count, distribution='log-uniform', low=low, high=3.0)
    return Case(name, AUER, 'auer', rows, net, starts, facts=(scales, levels), note=note)


def single(name, x, y, count, note=''):
    net = dict(hidden=[1], activation='tanh', bias=False, output_bias=False)
    starts = dict(count=count, distribution='log-uniform', low=1e-2, high=1e2)
    return Case(name, FUKUMIZU, 'single_tanh', [list(r) for r in zip(x, y)], net, starts, note=note)


def pair(name, x, y, mu, count, note=''):
    net = dict(hidden=[2], activation='tanh', bias=False, output_bias=False)
    starts = dict(count=count, distribution='normal', scale=3.0)
    return Case(name, FUKUMIZU, 'two_tanh', [list(r) for r in zip(x, y)], net, starts, l2=mu, note=note)


S1 = ([-2, -1, -0.5, 0.3, 1, 2.5], [-1, -1.2, -0.2, 0.1, 0.9, 1.6])
S2 = ([0.559, 6.921, 68.065, 27.535, 0.039, 43.672, 22.69], [-0.05, 2.11, 1.34, 1.63, 0.46, 1.28, -0.87])
S3 = ([0.2, 0.5, 1, 2, 3, 4], [0.9, 1.2, 0.3, 1.5, 0.2, 2])
FIVE = ([4.387, 48.138, 1.191, 1.693, 0.056, 0.526, 35.581], [3.6, 1.01, 0.4, 2.4, 2.87, 0.13, 0.89])
SIX = ([9.441, 59.718, 0.033, 32.537, 28.575, 53.44, 1.438], [0.96, 1.83, 1.53, 0.72, 0.98, -0.08, 0.09])
V1 = ([-3, -1.5, -0.4, 0.2, 0.8, 1.7, 3.1], [-0.6, -1.9, -0.3, 0.7, 0.4, 2.1, 0.5])
SPREAD = ([0.02, 0.05, 0.7, 1.3, 12, 20, 45, 90], [0.8, 1.1, 1.2, 1.9, 1.4, 2.6, 2.2, 3.1])
WAVES = ([0.01, 0.3, 0.9, 4, 11, 35, 60], [0.9, -0.7, 1.4, 0.1, 1.9, 0.4, 2.3])

# x of the bad minima of Ding, Li, Sun for width 2; targets = one unit's function minus residuals of norm 1
DING_X = [0.569503462328559, -2.831399080755331, -0.06623699096749444, 2.6686889741078814,
          -2.2551420411106933, 0.8988843639056812, -0.8879841765820937, 2.3810867846369925]
DING_Y = {
    'tanh': ([0.7043097905478835, 0.6500726353845279, 0.3272693809037404, -1.2140477228026048, 1.0085324015173527,
              -0.2358958051820836, 1.548704832440352, -0.651629603307005], (-1.083457518315167, 0.9598218458687948)),
    'sigmoid': ([0.20501738488544433, -0.5091375935697992, -0.011341848075822974, 1.1691693907309038,
                 -0.35710665130718877, 0.8182912482819508, 0.597496774372652, 0.5938782369257052],
                (1.3873948204957252, -1.1378206005159157)),
    'softplus': ([1.0830867421840573, -0.48917074565189217, 0.1946975365557183, 4.555842692625278,
                  -0.4581776513145589, 1.72976892397152, 0.6306964875865709, 3.52442521110319],
                 (1.7162144185632546, -0.27134255608979796)),
    'swish': ([-0.6554072750245896, 4.9182927238740515, -0.3219645597375489, 0.4445987950353514, 4.366478168102539,
               -0.08012876566200315, 0.7703027668976461, 0.5618720069792768], (-2.1110728469804343, -0.7260861973543974)),
    'gelu': ([-0.2004450396964637, 2.1609959380026926, -0.03719332971600179, 0.07644689754169079, 2.893243418295543,
              -0.47626737009642295, 0.5754335580411212, -0.06399457397883951], (-0.9502324517623861, 0.043660588169844)),
}

# Rows and parameters of a bad minimum of width (3, 2): the last two hidden units are equal, targets = their function minus residuals
DING_DEEP_ROWS = [
    [-1.2028971378801712, -1.9865384934422174, -0.14819031210891354],
    [-0.37254243314287283, 0.6306678570982822, -0.17062652614457946],
    [1.704069798734464, 0.16455959898271227, 1.16202413911493],
    [-0.8289709808043486, -1.1771705330164175, -0.4538874692096966],
    [1.1231186561018867, 2.452174564437866, 0.5127778196777105],
    [0.40915316376708266, -1.8499929960461574, 0.39014459780539407],
    [-1.4373978081541332, 2.400028633498667, 0.2304856998824644],
    [0.3043236607629126, -2.598202263659377, 0.48075203342164063],
    [-0.12554428922553873, -1.7448389601671228, 0.06732470935283119],
    [-0.9439321410923318, -0.7320087349152862, -0.6562852456912491],
    [-1.0699700574483655, 0.8300677055299341, -0.43081420426116895],
    [-0.09462895788793374, -0.8841468870489071, -0.3203245215065785],
    [0.6144567398356754, 1.2447829605919858, 0.5401024827419338],
    [-2.4645350571085154, -0.38509518954824107, -0.5490249477386114],
    [-1.4711210340660188, -0.2597328372930481, -0.6168335035466544],
    [-1.934128120130788, 0.0310355910563868, -0.5620805563349465],
    [-0.05682861156610235, -0.45650662643773343, -0.3712130118094822],
    [-1.5718897576803692, -0.5942854957096391, -0.6385577946630864],
    [-1.6369933525435636, -2.032813119307109, -0.2510325657738449],
    [0.3371785986898397, -1.664024906837049, 0.2783839489169886],
    [1.75544415176744, 1.074881483810754, 0.8269550961440582],
    [-2.996725038674582, 0.408193304118732, -0.5056093250881811],
    [-1.6525749413715674, 0.04958583023740379, -0.5911136236190359],
    [0.06544798885413242, -2.982644682346681, 0.49778616760378464],
    [-0.35013378564865505, -0.38368504709908646, -0.5544518857802362],
    [1.4430007977646415, -1.7721702119343234, 0.8040392627559678],
    [1.1070628467685262, -1.6484591445546095, 0.7388048969943088],
    [-0.4969363390498751, -1.2607097526333166, -0.302378439148981],
    [2.173096933382508, 0.8523196496824399, 0.9816167467125549],
    [3.6475987542678183, 0.9628745686234808, 1.2365045752958639],
    [1.267489100578763, 1.2610243143980102, 0.6699871618592156],
    [-0.9099173038643275, -0.10504266995757311, -0.6685463915578044],
    [2.025583301616939, -0.5948261477594574, 1.387205758016444],
    [0.283199296936648, -0.03183519062593469, 0.05578565698557497],
    [0.913824739249111, -0.5473631129210589, 0.9524575949844803],
    [-0.2285428331352724, 0.36357214300822566, -0.19779958656184438],
    [0.15453470773021155, -1.29745911942273, -0.050257537071993263],
    [1.3436745647841657, -1.947721812370368, 0.7775499485739347],
    [-1.8016733232052897, -1.9237376921106928, -0.3458273942814669],
    [1.4504584183998221, -0.540912553348905, 1.2555714648448943],
    [-1.4565545677815983, -1.70403209128447, -0.3580825940104165],
    [0.6316967061936092, -1.5822609938667527, 0.46094023981265897],
    [-1.9081173151464634, 0.9209895937032913, -0.6606196881600562],
    [-1.7950615907888559, -0.4836572261270959, -0.6061495921101284],
    [-0.010142310519782677, -0.6680030503947184, -0.33327503734442404],
    [-0.08114094239317242, 2.0081602485821572, 0.4308511982206325],
    [-0.7753412288839124, -1.8889607383173415, -0.07685656469476668],
    [-2.755118557790519, -0.3071491752508006, -0.5298636204516047],
    [-0.5283855156168458, 0.3976363603954852, -0.3535030125785802],
    [-0.6963668874562224, -0.7179576945790868, -0.6200519480416038],
    [-1.081973621772907, -0.7796396585552682, -0.6613362532454756],
    [0.24034005947613646, -0.5705290908227082, -0.1988143632162807],
    [0.15066277924875976, 2.851780800049885, 0.48149598152409656],
    [0.7186772261954152, -2.364134768152839, 0.5669565591233581],
    [2.60029437841966, 0.5217155549828032, 1.2169037100585143],
    [-1.412119929676477, 1.3605734365287152, -0.3641815543980956],
    [0.026483416364758455, -0.9228277995526037, -0.26022830519774043],
    [-0.9502633881504245, -1.490147685377786, -0.32271067681015614],
    [0.07217847598475786, 1.6032250406243487, 0.4219811057902575],
    [-0.487578148209568, 0.6312361875845323, -0.2218456114278852],
]
DING_DEEP_THETA = [
    -0.6867642568519889, -0.13951199552571253, 0.8803508855536998, 1.2366042138433644,
    -0.36491829646928015, 0.9158357129641255, -0.37785997488175843, 0.035934055428816926,
    0.7153265455339469, -0.18966316477712586, 1.3698038051054349, -1.4634499584451797,
    -0.18966316477712586, 1.3698038051054349, -1.4634499584451797, 0.04905894422403306,
    0.04905894422403306, 0.5, 0.5, 0.38242852812035116,
]

RELU_X = [[0.18905338179353307, -0.5227484414807474], [-0.41306354339189344, -2.4414673826398556],
          [1.799707382720902, 1.1441658720372287], [-0.32542283686782436, 0.7738065867276614],
          [0.28121066979764925, -0.5538228364240524], [0.9775674511260357, -0.31055654665915255],
          [-0.3288239040579627, -0.7921467553588982], [0.45495807124085547, -0.09919805171738795],
          [0.5452887139646817, -0.6071856998706371], [0.12682784711186987, -0.8922740434297903],
          [0.8414649723701431, 0.18803508698068597], [0.33057100813532614, 0.41050391297026284]]
RELU_Y = [-0.17339658896217408, -0.7293520483136267, 2.5774606005737533, 0.5484818799081025, -0.1686418951298251,
          0.6718060364100273, 0.016896415723913566, 0.41823061112956833, 0.349530108103293, -0.24706608737227542,
          0.9565396970980141, 0.5642267791454946]
RELU_ACTIVE = [0.9685318089044102, 0.46008663584086973, 0.3, -0.2, -0.5, 0.1, 2.5233516954678006, 1.2523881684058797,
               1.785437104156728, 1.0, 0.4, 0.7, -4.012179472966965]
RELU_DEAD = [0.7385318089044102, 0.4500866358408697, 0.3, -0.2, -0.5, 0.1, -2.8441149170486604, -1.364374413510403,
             -1.2400920771066783, 1.0, 0.4, 0.7, 0.3987262923595221]

YUN_ROWS = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.5, 0.5, 1.0]]
YUN_POINTS = {'sigmoid': (0.5, -0.3, -8.0), 'tanh': (0.7, 1.1, 0.68), 'softplus': (0.2, -0.5, -8.0),
              'swish': (0.3, 0.8, -8.0), 'elu': (-0.5, -1.0, -8.0), 'relu': (1.0, 2.0, -8.0)}

LOGISTIC_X = [[0, 1], [1, 0], [1, 1], [2, 0.5], [0.5, 2], [-1, 0.2], [0.1, -1.2], [1.5, 1.5]]
LOGISTIC_Y = [1, 1, -1, 1, -1, -1, 1, -1]
LINEAR_ROWS = [[0.03, 1.36, 0.68, -0.14], [1.22, -0.51, -0.38, 0.46], [-0.3, -0.53, 0.82, -0.2],
               [0.57, -0.06, -0.15, 0.69], [0.75, -1.85, -0.87, -1.51], [1.57, -0.1, 0.39, -0.67]]
LINEAR_VARIANT = [[1.1, -0.4, 0.3, 0.9], [-0.7, 0.8, -1.2, 0.1], [0.2, 1.5, 0.6, -0.8], [-1.4, -0.9, 0.5, 1.7],
                  [0.6, 0.3, -0.2, 0.4], [1.9, -1.1, 1.0, 0.7], [-0.3, 0.5, 0.8, -1.3]]


def ding(act):
    y, (w, b) = DING_Y[act]
    rows = [[x, t] for x, t in zip(DING_X, y)]
    net = dict(hidden=[2], activation=act, bias=True, output_bias=False)
    return Case('ding-li-sun-%s' % act, DING, 'ding', rows, net, {}, complete=False, facts=(w, b),
                note='the bad class is an open segment: equal incoming weights, v1 + v2 = 1, v1 v2 > 0')


def ding_deep():
    net = dict(hidden=[3, 2], activation='tanh', bias=True, output_bias=True)
    return Case('ding-li-sun-deep-tanh', DING, 'ding_deep', DING_DEEP_ROWS, net, {}, complete=False, facts=DING_DEEP_THETA,
                note='two hidden layers; the bad class is an open segment: two equal units in the last one, v1 + v2 = 1, v1 v2 > 0')


def yun(act):
    v1, v2, u1 = YUN_POINTS[act]
    net = dict(hidden=[2], activation=act, bias=False, output_bias=False)
    return Case('yun-%s' % act, YUN, 'yun', YUN_ROWS, net, {}, complete=False, facts=(v1, v2, u1),
                note='constant output 1/3; a flat set of %s dimensions' % ('four' if act == 'relu' else 'three'))


def relu(name, act, points):
    rows = [x + [y] for x, y in zip(RELU_X, RELU_Y)]
    net = dict(hidden=[3], activation=act, bias=True, output_bias=True)
    return Case(name, DEAD, 'relu', rows, net, {}, complete=False, facts=points,
                note='all units active on all rows: the linear fit; all units dead: the mean')


def linear(name, rows):
    net = dict(kind='deep-linear', hidden=[3, 1], activation='identity', bias=False, output_bias=False)
    return Case(name, BALDI, 'deep_linear', rows, net, dict(count=200, distribution='normal', scale=1.0), targets=2,
                note='one function, reached by a manifold of parameters: 11 parameters, 8 zero modes')


def logistic(name, x, y):
    rows = [[float(v) for v in a] + [float(b)] for a, b in zip(x, y)]
    net = dict(hidden=[], bias=True, output_bias=True)
    return Case(name, CONTROL, 'convex', rows, net, dict(count=100, distribution='normal', scale=3.0),
                loss='logistic', task='binary')


def failure(name, target):
    net = dict(hidden=[], bias=False, output_bias=False)
    return Case(name, KAWAGUCHI, 'failure', [[0.0, target]], net, dict(count=20, distribution='normal', scale=1.0),
                objectives=('plain', 'output-neuron'),
                note='plain is constant; with the added neuron there is no stationary point at all')


CASES = [
    auer('auer-d2', [1, 100], [0.75, 0.75], 400),
    auer('auer-d3', [1, 100], [0.75] * 3, 1200),
    auer('auer-d4', [1, 100], [0.75] * 4, 4000),
    auer('auer-d2-three-scales', [1, 100, 10000], [0.75, 0.75], 2000, low=1e-5),
    auer('auer-variant-levels', [1, 40], [0.7, 0.8], 600, low=1e-2, note='another level on each axis'),
    auer('auer-variant-scales', [1, 30, 3000], [0.75, 0.9], 10000, low=1e-5,
         note='at the high level the two small scales share one minimum'),
    auer('auer-variant-d3', [2, 150], [0.65, 0.75, 0.85], 1500),
    single('single-tanh-a', [0.1, 0.2, 3, 4, -5], [1, 1.1, 1, 1.2, -3], 400),
    single('single-tanh-b', [-2, -1, 0.5, 1, 2], [-1.1, -0.7, 0.5, 0.8, 0.9], 400),
    single('single-tanh-c', [0.01, 0.02, 1, 1.5, 30, 50, 80], [1, 1, 1.6, 1.7, 2.8, 2.9, 3], 400),
    single('single-tanh-d', *S2, 400),
    single('single-tanh-variant-spread', *SPREAD, 400),
    single('single-tanh-variant-waves', *WAVES, 400),
    pair('two-tanh-s1-decay-0.01', *S1, 0.01, 300),
    pair('two-tanh-s1-decay-0.001', *S1, 0.001, 300),
    pair('two-tanh-s2-decay-0.01', *S2, 0.01, 1200),
    pair('two-tanh-s3-decay-0.01', *S3, 0.01, 300),
    pair('two-tanh-s3-decay-0.001', *S3, 0.001, 300),
    pair('two-tanh-variant-two', *V1, 0.01, 600),
    pair('two-tanh-variant-five', *FIVE, 0.02, 1000),
    pair('two-tanh-variant-six', *SIX, 0.01, 1000),
    logistic('logistic-control', LOGISTIC_X, LOGISTIC_Y),
    logistic('logistic-variant', [[0.3, -1], [1.2, 0.4], [-0.5, 0.9], [0.8, 0.8], [-1.1, -0.2], [0.1, 0.5]],
             [1, -1, 1, 1, -1, -1]),
    linear('deep-linear', LINEAR_ROWS),
    linear('deep-linear-variant', LINEAR_VARIANT),
    failure('one-sample', 1.0),
    failure('one-sample-variant', -0.3),
    *[ding(a) for a in DING_Y],
    ding_deep(),
    relu('relu-affine-region', 'relu', [RELU_ACTIVE, RELU_DEAD]),
    relu('leaky-relu-affine-region', 'leaky-relu', [RELU_ACTIVE]),
    *[yun(a) for a in YUN_POINTS],
]
