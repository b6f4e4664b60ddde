import assert from 'node:assert/strict';
import { represent } from '../../../../src/models/python/text';
import { Unknown } from '../../../../src/models/python/values';
import { runPython } from '../evaluate';

/** What an expression gives behind some statements, as Python's repr. */
function resultOf(code: string): string {
	const { names, errors } = runPython(code);
	assert.deepEqual(errors.map((error) => `${error.type}: ${error.message}`), []);
	return represent(names.get('r')!);
}

const CASES: ReadonlyArray<readonly [what: string, code: string, expected: string]> = [
	['floor division and modulo round to minus infinity', 'r = (7 // 2, -7 // 2, -7 % 3, 7 % -3)', '(3, -4, 2, -2)'],
	['true division gives floats', 'r = (6 / 3, 2 ** 10, 2 ** -1)', '(2.0, 1024, 0.5)'],
	['chained comparisons', 'r = (1 < 2 < 3, 1 < 3 < 2, 3 in [1, 3], None is None)', '(True, False, True, True)'],
	['not binds looser than comparisons, tighter than and', 'a = True\nb = None\nr = (not a and b is None, not a or b is None, not (a and b is None))', '(False, True, False)'],
	['and, or give operands', 'r = (0 or 4, 3 and 0, None or "x")', '(4, 0, \'x\')'],
	['round half to even', 'r = (round(0.5), round(1.5), round(2.5), round(2.675, 1))', '(0, 2, 2, 2.7)'],
	['slices with steps', 'x = [0, 1, 2, 3, 4]\nr = (x[1:-1], x[::-1], x[::2], x[3:1:-1], x[5:])', '([1, 2, 3], [4, 3, 2, 1, 0], [0, 2, 4], [3, 2], [])'],
	['star unpacking', 'a, *b, c = range(5)\nr = (a, b, c)', '(0, [1, 2, 3], 4)'],
	['keyword-only and variadic parameters', 'def f(a, b=2, *c, d, e=5, **g):\n    return a, b, c, d, e, g\nr = f(1, 9, 8, 7, d=4, z=0)', '(1, 9, (8, 7), 4, 5, {\'z\': 0})'],
	['a keyword of the same name as the ** parameter', 'def f(**weights):\n    return weights\nr = f(weights=1, other=2)', '{\'weights\': 1, \'other\': 2}'],
	['positional-only parameters', 'def f(a, /, b, *, c=3):\n    return a, b, c\nr = f(1, b=2)', '(1, 2, 3)'],
	['closures and nonlocal', 'def f():\n    n = 0\n    def g():\n        nonlocal n\n        n += 1\n        return n\n    g()\n    return g()\nr = f()', '2'],
	['generators, yield from and next', 'def g(n):\n    for i in range(n):\n        yield i\n    yield from "ab"\nit = g(2)\nr = (next(it), list(it))', '(0, [1, \'a\', \'b\'])'],
	['comprehensions of every kind', 'r = ([x * y for x in range(3) if x for y in (1, 2)], {k: v for k, v in zip("ab", (1, 2))}, sum(x for x in range(4)))', '([1, 2, 2, 4], {\'a\': 1, \'b\': 2}, 6)'],
	['properties, class and static methods, super', 'class A:\n    n = 1\n    def __init__(self, x):\n        self.x = x\n    @property\n    def double(self):\n        return 2 * self.x\n    @classmethod\n    def make(cls):\n        return cls(7)\n    @staticmethod\n    def three():\n        return 3\nclass B(A):\n    def __init__(self, x):\n        super().__init__(x + 1)\nr = (B(1).double, B.make().x, B.three(), B(0).n, isinstance(B(1), A))', '(4, 8, 3, 1, True)'],
	['C3 order of bases', 'class A:\n    n = "A"\nclass B(A): pass\nclass C(A):\n    n = "C"\nclass D(B, C): pass\nr = D().n', '\'C\''],
	['itertools.product with repeat', 'from itertools import product\nr = (list(product(range(2), repeat=2)), len(list(product("ab", [1, 2, 3], repeat=1))))', '([(0, 0), (0, 1), (1, 0), (1, 1)], 6)'],
	['a named tuple with defaults', 'from collections import namedtuple\nT = namedtuple("T", ["a", "b", "c"], defaults=[2, 3])\nr = (tuple(T(1)), tuple(T(1, c=9)), T._fields, T(5)._replace(b=0).b)', '((1, 2, 3), (1, 2, 9), (\'a\', \'b\', \'c\'), 0)'],
	['a deque that keeps its last items, and a counter', 'from collections import deque, Counter\nd = deque([1, 2, 3], maxlen=2)\nd.append(4)\nc = Counter("abca")\nr = (list(d), d[0], len(d), c["a"], c["z"], len(deque(maxlen=3)))', '([3, 4], 3, 2, 2, 0, 0)'],
	['a match of dotted names', 'from enum import Enum\nclass M(Enum):\n    A = 1\n    B = 2\ndef f(m):\n    match m:\n        case M.A: return "a"\n        case M.B: return "b"\n        case _: return "?"\nr = (f(M.A), f(M.B), f(3))', '(\'a\', \'b\', \'?\')'],
	['attributes by __setattr__ and __getattr__', 'class A: pass\na = A()\na.__setattr__("x", 4)\nr = (a.x, a.__getattr__("x"))', '(4, 4)'],
	['try, except, else and finally', 'r = []\ntry:\n    raise KeyError("k")\nexcept (ValueError, LookupError) as e:\n    r.append(e.args[0])\nelse:\n    r.append("else")\nfinally:\n    r.append("end")', '[\'k\', \'end\']'],
	['while with break and else', 'n = 0\nwhile n < 10:\n    n += 3\n    if n == 6:\n        break\nelse:\n    n = -1\nr = n', '6'],
	['f-strings with formats', 'x = 3.14159\nr = f"{x:.2f} {7:03d} {\'a\'!r:>4} {{}}"', '\'3.14 007  \'a\' {}\''],
	['str methods', 'r = ("a,b".split(","), "-".join(["x", "y"]), "Conv2d".startswith(("Li", "Co")), "{} {n}".format(1, n=2))', '([\'a\', \'b\'], \'x-y\', True, \'1 2\')'],
	['functools.partial and reduce', 'from functools import partial, reduce\nr = (partial(lambda a, b: a - b, b=1)(5), reduce(lambda a, b: a * b, [1, 2, 3, 4]))', '(4, 24)'],
	['a partial is of its own class, and one of a partial is one of the function', 'from functools import partial\nimport types\ndef f(a, b, c=0):\n    return (a, b, c)\np = partial(partial(f, 1, c=5), 2)\nr = (isinstance(p, partial), isinstance(f, partial), isinstance(p, types.FunctionType), isinstance(f, types.FunctionType), p.func is f, p.args, p.keywords, p())', '(True, False, False, True, True, (1, 2), {\'c\': 5}, (1, 2, 5))'],
	['a function finds its module in sys.modules', 'import sys\ndef register(f):\n    sys.modules[f.__module__].__all__.append(f.__name__)\n    return f\n__all__ = []\n@register\ndef g(): pass\nr = (__all__, g.__module__, sys.modules.get(__name__).g is g)', '([\'g\'], \'__main__\', True)'],
	['dir of a module gives its names', 'import sys\nx = 1\nr = ("x" in dir(sys.modules[__name__]), "y" in dir(sys.modules[__name__]))', '(True, False)'],
	['dataclasses with defaults and factories', 'from dataclasses import dataclass, field\n@dataclass\nclass C:\n    a: int\n    b: list = field(default_factory=list)\n    c: int = 5\nx = C(1)\nx.b.append(2)\nr = (x.a, x.b, x.c, C(1, [2]) == x)', '(1, [2], 5, True)'],
	['a written __dict__ is the object\'s attributes', 'class C:\n    def __init__(self, **options):\n        self.a = 1\n        self.__dict__.update(options)\nc = C(a=2, b=3)\nvars(c)[\'d\'] = 4\nr = (c.a, c.b, c.d, sorted(c.__dict__))', '(2, 3, 4, [\'a\', \'b\', \'d\'])'],
	['fields of a dataclass have names', 'from dataclasses import dataclass, fields\n@dataclass\nclass C:\n    a: int = 1\n    b: int = 2\nc = C()\nr = {f.name: getattr(c, f.name) for f in fields(c)}', '{\'a\': 1, \'b\': 2}'],
	['environment variables are unset, but for those that the program sets', 'import os\nos.environ[\'A\'] = \'7\'\nr = (os.environ.get(\'A\'), os.getenv(\'B\'), int(os.environ.get(\'C\', 3)), \'A\' in os.environ, \'D\' in os.environ, os.environ[\'A\'])', '(\'7\', None, 3, True, False, \'7\')'],
	['kinds of numbers, and typing\'s names of containers', 'import numbers\nfrom typing import Tuple, List\nr = (isinstance(1, numbers.Integral), isinstance(1.5, numbers.Number), isinstance(1.5, numbers.Integral), isinstance(True, numbers.Real), isinstance((1,), Tuple), isinstance([1], Tuple), isinstance([1], List))', '(True, True, False, True, True, False, True)'],
	['regular expressions: split with groups, sub, match objects', 'import re\np = re.compile(r"(?P<kind>[a-z]+)(\\d+)")\nm = p.match("k12_x")\nr = (re.split(r"(\\d.*)", "r2_k3"), re.split(r"_", "ir_r2_k3"), re.sub(r"layers\\.(\\d+)", lambda m: f"stage{int(m.group(1)) + 1}", "layers.3.w"), re.sub(r"(a)(b)", r"\\2\\1", "abab"), m.group("kind", 2), m.groups(), m.span(), re.search("z", "k"), re.findall(r"\\d+", "3x4"), re.fullmatch("[a-c]+", "abd"))', '([\'r\', \'2_k3\', \'\'], [\'ir\', \'r2\', \'k3\'], \'stage4.w\', \'baba\', (\'k\', \'12\'), (\'k\', \'12\'), (0, 3), None, [\'3\', \'4\'], None)'],
	['itemgetter of several keys, attrgetter of a path', 'from operator import itemgetter, attrgetter\nclass A: pass\na = A()\na.b = A()\na.b.c = 5\nr = (itemgetter(\'x\')({\'x\': 1}), itemgetter(2, 0)([7, 8, 9]), attrgetter(\'b.c\')(a))', '(1, (9, 7), 5)'],
	['named tuples', 'from collections import namedtuple\nP = namedtuple("P", "a b")\np = P(1, b=2)\na, b = p\nr = (a, b, p.a, p[1], p._replace(a=9).a)', '(1, 2, 1, 2, 9)'],
	['enumerations', 'from enum import Enum\nclass E(Enum):\n    P = 1\n    Q = 2\nr = ([e.name for e in E], E.Q.value, E["P"].value, E.P == E.P, E.P is E.Q)', '([\'P\', \'Q\'], 2, 1, True, False)'],
	['math and itertools', 'import math\nfrom itertools import chain, product\nr = (math.ceil(3.2), math.prod([2, 3]), list(chain([1], [2, 3])), len(list(product([1, 2], [3, 4]))))', '(4, 6, [1, 2, 3], 4)'],
	['the walrus', 'r = [(n := 3), n + 1]', '[3, 4]'],
	['match on values', 'def f(x):\n    match x:\n        case 1 | 2: return "few"\n        case "a": return "letter"\n        case _: return "other"\nr = (f(2), f("a"), f(9))', '(\'few\', \'letter\', \'other\')'],
	['sorted with a key, reversed, zip, enumerate', 'r = (sorted(["bb", "a"], key=len), list(reversed([1, 2])), list(enumerate("ab", 1)))', '([\'a\', \'bb\'], [2, 1], [(1, \'a\'), (2, \'b\')])'],
	['getattr with a default, setattr, hasattr', 'class A: pass\na = A()\nsetattr(a, "x", 1)\nr = (getattr(a, "x"), getattr(a, "y", 2), hasattr(a, "y"))', '(1, 2, False)'],
	['deepcopy keeps what is shared shared', 'from copy import deepcopy\na = [1]\nb = deepcopy([a, a])\nb[0].append(2)\nr = (a, b)', '([1], [[1, 2], [1, 2]])'],
];

describe('the interpreter', () => {
	for (const [what, code, expected] of CASES) it(what, () => assert.equal(resultOf(code), expected));

	it('leaves a statement that raises, makes its name unknown and goes on', () => {
		const { names, errors } = runPython('a = 1\nb = undefined_name + a\nc = 3\n');
		assert.deepEqual(errors.map(({ type }) => type), ['NameError']);
		assert.ok(names.get('b') instanceof Unknown);
		assert.equal(names.get('c'), 3);
	});
	it('poisons what a branch on an unknown could change: names, lists and the result', () => {
		const { names } = runPython('from nowhere import flag\nxs = []\nif flag:\n    xs.append(1)\n    y = 2\ndef f():\n    if flag:\n        return 1\n    return 2\nz = f()\nn = len(xs)\nkept = 5\n');
		for (const name of ['y', 'z', 'n']) assert.ok(names.get(name) instanceof Unknown, name);
		assert.equal(names.get('kept'), 5);
	});
	it('does not take a loop over an unknown for an empty one', () => {
		const { names } = runPython('from nowhere import items\ntotal = 0\nfor item in items:\n    total += 1\n');
		assert.ok(names.get('total') instanceof Unknown);
	});
	it('lets a check on an unknown pass: a branch that only raises', () => {
		const { names } = runPython('from nowhere import flag\ndef f():\n    if flag:\n        raise ValueError("no")\n    return 4\nr = f()\n');
		assert.equal(names.get('r'), 4);
	});
	it('knows what and-or with an unknown decide', () => {
		const { names } = runPython('from nowhere import u\na = u and False\nb = u or True\nc = u and True\n');
		assert.equal(names.get('a'), false);
		assert.equal(names.get('b'), true);
		assert.ok(names.get('c') instanceof Unknown);
	});
	it('imports from source text, by name and relatively', () => {
		const { names } = runPython('from layers import width\nimport layers as l\nr = width + l.width\n', { layers: 'width = 21\n' });
		assert.equal(names.get('r'), 42);
	});
	it('ends endless loops and recursions, and runs what follows', () => {
		const { names } = runPython('while True:\n    pass\ndef f(n):\n    return f(n + 1)\ny = f(0)\nz = 3\n');
		assert.ok(names.get('y') instanceof Unknown);
		assert.equal(names.get('z'), 3);
	});
	it('keeps an exception\'s class through a handler of its base', () => {
		const { names } = runPython('class Mine(ValueError): pass\ntry:\n    raise Mine("m")\nexcept ValueError as e:\n    r = type(e).__name__\n');
		assert.equal(names.get('r'), 'Mine');
	});
});
