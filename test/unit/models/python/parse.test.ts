import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parsePython } from '../../../../src/models/python/parse';
import type { Expression, Parameter, Statement } from '../../../../src/models/python/syntax';
import { allStatements } from '../../../../src/models/python/walk';

/** A tree in brackets: `(+ a (* b c))`. */
function shown(node: Expression): string {
	const list = (nodes: readonly Expression[]): string => nodes.map(shown).join(' ');
	switch (node.kind) {
		case 'name': return node.name;
		case 'integer': case 'float': return String(node.value);
		case 'string': return JSON.stringify(node.value);
		case 'constant': return node.value === null ? 'None' : node.value ? 'True' : 'False';
		case 'ellipsis': return '...';
		case 'attribute': return `${shown(node.object)}.${node.name}`;
		case 'subscript': return `${shown(node.object)}[${shown(node.index)}]`;
		case 'slice': return [node.lower, node.upper, node.step].map((each) => (each === undefined ? '' : shown(each))).join(':');
		case 'call': return `${shown(node.callee)}(${node.arguments.map(({ kind, name, value }) => ({ positional: '', keyword: `${name ?? ''}=`, unpack: '*', 'unpack-mapping': '**' })[kind] + shown(value)).join(', ')})`;
		case 'binary': case 'boolean': return `(${node.operator} ${shown(node.left)} ${shown(node.right)})`;
		case 'unary': return `(${node.operator} ${shown(node.operand)})`;
		case 'comparison': return `(${[shown(node.first), ...node.rest.flatMap(([operator, each]) => [operator, shown(each)])].join(' ')})`;
		case 'conditional': return `(if ${list([node.condition, node.whenTrue, node.whenFalse])})`;
		case 'lambda': return `(lambda ${parameters(node.parameters)}: ${shown(node.body)})`;
		case 'tuple': case 'list': case 'set': return `(${[node.kind, ...node.items.map(shown)].join(' ')})`;
		case 'dict': return `{${node.entries.map(({ key, value }) => `${key === undefined ? '**' : `${shown(key)}: `}${shown(value)}`).join(', ')}}`;
		case 'comprehension': case 'dict-comprehension': {
			const clauses = node.clauses.map(({ target, iterable, conditions }) => ` for ${shown(target)} in ${shown(iterable)}${conditions.map((each) => ` if ${shown(each)}`).join('')}`).join('');
			return node.kind === 'comprehension' ? `<${node.of} ${shown(node.element)}${clauses}>` : `<dict ${shown(node.key)}: ${shown(node.element)}${clauses}>`;
		}
		case 'starred': return `*${shown(node.value)}`;
		case 'named': return `(:= ${node.name} ${shown(node.value)})`;
		case 'yield': return `(yield${node.from ? ' from' : ''}${node.value === undefined ? '' : ` ${shown(node.value)}`})`;
		case 'await': return `(await ${shown(node.value)})`;
		case 'format-string': return `f${JSON.stringify(node.parts.map((part) => ('text' in part ? part.text : `<${part.label}${shown(part.value)}${part.conversion === '' ? '' : `!${part.conversion}`}${part.format.length === 0 ? '' : `:${part.format.map((each) => ('text' in each ? each.text : shown(each.value))).join('|')}`}>`)).join(''))}`;
		case 'bytes': case 'imaginary': case 'unreadable': return `?${node.kind}`;
	}
}

const parameters = (all: readonly Parameter[]): string => all.map(({ name, kind, fallback, annotation }) => `${name}${kind === 'positional' ? '' : `/${kind}`}${annotation === undefined ? '' : `: ${shown(annotation)}`}${fallback === undefined ? '' : `=${shown(fallback)}`}`).join(', ');

function statementsOf(text: string): Statement[] {
	return parsePython(text).chunks.flatMap(({ body }) => body);
}

function expression(text: string): string {
	const [statement] = statementsOf(text);
	return statement?.kind === 'expression' ? shown(statement.value) : `not an expression but ${String(statement?.kind)}`;
}

/** The kinds of statements, those inside in brackets. */
function outline(statements: readonly Statement[]): string {
	return statements.map((each) => ('body' in each ? `${each.kind}(${outline(each.body)}${'otherwise' in each && each.otherwise.length > 0 ? ` | ${outline(each.otherwise)}` : ''})` : each.kind)).join(' ');
}

describe('reading Python', () => {
	const cases: ReadonlyArray<readonly [string, string]> = [
		['a + b * c - d', '(- (+ a (* b c)) d)'],
		['-x ** -y ** 2', '(- (** x (- (** y 2))))'],
		['not a and b or c', '(or (and (not a) b) c)'],
		['a and not b and c', '(and (and a (not b)) c)'],
		['not a in b', '(not (a in b))'],
		['a < b <= c is not d not in e', '(a < b <= c is not d not in e)'],
		['(a < b) < c', '((a < b) < c)'],
		['a if b else c if d else e', '(if b a (if d c e))'],
		['a | b ^ c & d << 1 == e', '((| a (^ b (& c (<< d 1)))) == e)'],
		['x[1:, ::2, None, ..., -1]', 'x[(tuple 1:: ::2 None ... (- 1))]'],
		['x[:]', 'x[::]'],
		['f(a, *b, c=1, **d)', 'f(a, *b, c=1, **d)'],
		['f(x for x in y if x)', 'f(<generator x for x in y if x>)'],
		['[a for b in c for a in b if a if not b]', '<list a for b in c for a in b if a if (not b)>'],
		['{k: v for k, v in d.items()}', '<dict k: v for (tuple k v) in d.items()>'],
		['{**a, "b": 1}', '{**a, "b": 1}'],
		['{1, 2}', '(set 1 2)'],
		['{}', '{}'],
		['()', '(tuple)'],
		['(a,)', '(tuple a)'],
		['(a)', 'a'],
		['a, *b', '(tuple a *b)'],
		['lambda a, *b, c=1, **d: a', '(lambda a, b/variadic, c/keyword-only=1, d/keywords: a)'],
		['lambda: (yield)', '(lambda : (yield))'],
		['(n := f(x)) > 1', '((:= n f(x)) > 1)'],
		['await f(x) + 1', '(+ (await f(x)) 1)'],
		['1. + .5 + 1e-3 + 0x1F + 1_000 + 2j', '(+ (+ (+ (+ (+ 1 0.5) 0.001) 31) 1000) ?imaginary)'],
		['1 if x else 2.', '(if x 1 2)'],
		['"a" \'b\' r"\\n" "\\n\\x41"', '"ab\\\\n\\nA"'],
		['b"a" b"b"', '?bytes'],
		['"""a "b" \\""""', '"a \\"b\\" \\""'],
		['f"a{b!r:>{w}}c{{d}}{e=}{f[\'g:}\']}"', `f"a<b!r:>|w>c{d}<e=e><f[\\"g:}\\"]>"`],
		['f"{x if y != 1 else 2:.3f}" "z"', 'f"<(if (y != 1) x 2):.3f>z"'],
		['a.b(1)[2].c', 'a.b(1)[2].c'],
		['print "old"', '?unreadable'],
		['f(a b, c)', 'f(?unreadable, c)'],
		['[a b, c]', '(list ?unreadable c)'],
		['a.', '?unreadable'],
		['a +', '(+ a ?unreadable)'],
		['f(a, , b=)', 'f(a, ?unreadable, b=?unreadable)'],
		['x if', '(if ?unreadable x ?unreadable)'],
	];
	for (const [text, expected] of cases) it(`${text} is ${expected}`, () => assert.equal(expression(text), expected));

	it('parameters: positional-only, keyword-only, annotated, with defaults', () => {
		const [statement] = statementsOf('async def f[T](a, b: int = 1, /, c=(2, 3), *args: T, d, e=None, **rest) -> dict[str, int]:\n    yield a\n');
		assert.ok(statement?.kind === 'function' && statement.isGenerator);
		assert.equal(parameters(statement.parameters), 'a/positional-only, b/positional-only: int=1, c=(tuple 2 3), args/variadic: T, d/keyword-only, e/keyword-only=None, rest/keywords');
	});
	it('a bare star begins the keyword-only parameters', () => {
		const [statement] = statementsOf('def f(a, *, b): pass\n');
		assert.equal(statement?.kind === 'function' ? parameters(statement.parameters) : '', 'a, b/keyword-only');
	});
	it('a yield of an inner function does not make the outer one a generator', () => {
		const [outer] = statementsOf('def f():\n    def g():\n        yield 1\n    return g\n');
		assert.ok(outer?.kind === 'function' && !outer.isGenerator);
	});

	const outlines: ReadonlyArray<readonly [string, string]> = [
		['if a: b\nelif c:\n    d\nelse: e; f\n', 'if(expression | if(expression | expression expression))'],
		['for a, b in c:\n  if a: break\n  continue\nelse:\n  pass\n', 'for(if(break) continue | pass)'],
		['while a:\n\tb = 1\n\n\t# noted\n\tc += 2\n', 'while(assign update)'],
		['try:\n    a\nexcept (B, C) as d:\n    e\nexcept:\n    f\nelse:\n    g\nfinally:\n    h\n', 'try(expression | expression)'],
		['with (open(a) as b, c): pass\nwith (a): pass\nwith a as b, c as (d, e): pass\n', 'with(pass) with(pass) with(pass)'],
		['@a.b(1)\n@c\nclass D(E, metaclass=F):\n    """doc"""\n    x: int\n    y: int = 1\n    @property\n    def z(self): return self.y\n', 'class(expression annotate assign function(return))'],
		['import a.b as c, d\nfrom . import e\nfrom ..f import (g as h,\n  i,)\nfrom j import *\n', 'import import-from import-from import-from'],
		['global a, b\ndel c, d[0]\nassert e, "f"\nraise G from h\n', 'scope delete assert raise'],
		['match = 1\nmatch(x)\nmatch x:\n    case 1 | -2 | "a": pass\n    case y if y > 1: pass\n    case [a, *b]: pass\n    case _: pass\n', 'assign expression match'],
		['type X = int\ntype(x)\nprint(x)\n', 'pass expression expression'],
		['x = 1 \\\n  + 2\ny = (1,\n\n  # noted\n  2)\n', 'assign assign'],
		['def f():\n    if a\n        b\n    c =\n    return\n', 'function(if(expression) assign return)'],
		['def f():\n    fo i in a:\n        b = 1\n    c\n', 'function(expression if(assign) expression)'],
		['def f():\n    else:\n        b = 1\n    c\n', 'function(if(assign) expression)'],
		['def f():\n        a\n    b\nc\n', 'function(expression expression) expression'],
	];
	for (const [text, expected] of outlines) it(`${JSON.stringify(text)} is ${expected}`, () => assert.equal(outline(statementsOf(text)), expected));

	it('patterns of a match: a value, alternatives, a name, a dotted name; others can\'t be decided', () => {
		const [statement] = statementsOf('match x:\n    case 1 | -2: pass\n    case y if y: pass\n    case A.b: pass\n    case [c]: pass\n');
		assert.deepEqual(statement?.kind === 'match' ? statement.cases.map(({ pattern, guard }) => `${pattern.kind}${guard === undefined ? '' : ' if'}`) : [], ['alternatives', 'capture if', 'value', 'undecidable']);
	});

	it('what an import names', () => {
		const [first, second] = statementsOf('import a.b as c, d\nfrom ...e.f import g as h, i\n');
		assert.deepEqual(first?.kind === 'import' ? first.modules : [], [{ name: 'a.b', alias: 'c' }, { name: 'd' }]);
		assert.ok(second?.kind === 'import-from' && second.module === 'e.f' && second.level === 3);
		assert.deepEqual(second.names, [{ name: 'g', alias: 'h' }, { name: 'i' }]);
	});
	it('a value behind which more stands than can be read is not known', () => {
		const [statement] = statementsOf('x = f(1) g\n');
		assert.equal(statement?.kind === 'assign' ? statement.value.kind : '', 'unreadable');
	});
	it('1,000 nested brackets or signs are unreadable, not too much', () => {
		for (const text of [`${'('.repeat(1000)}1${')'.repeat(1000)}`, `${'-'.repeat(1000)}1`, `${'lambda: '.repeat(1000)}1`, `1${' ** 1'.repeat(1000)}`, `${'f('.repeat(1000)}${')'.repeat(1000)}`]) assert.equal(statementsOf(text).length, 1);
	});
	it('a body that is read when it is asked for is the one that is read at once, in generators and inner functions too', () => {
		const folder = join(import.meta.dirname, '../../../models/fixtures');
		const lines = ['class A:', '\tasync def f(self, a=1):  # noted', '\t\tdef g():', '\t\t\tyield a', '', '\t\treturn g # end', '', '\tdef h(self): return (1,', '2)', '\tdef i(self):', '\t\t"""two', 'lines"""', '\tdef j(self):', '\t\tif self:', '\t\t\treturn 1', '\t# outside', '\tx = 1'];
		for (const text of [lines.join('\n'), ...readdirSync(folder).filter((file) => file.endsWith('.py')).map((file) => readFileSync(join(folder, file), 'utf8'))]) {
			assert.deepEqual(parsePython(text, undefined, 'when-asked-for').chunks, parsePython(text).chunks);
		}
	});
	it('any text gives nodes that stand in the text, each inside the one that it is a part of, but for what is missing', () => {
		const words = ['def', 'class', 'if', 'else', 'elif', 'for', 'in', 'not', 'is', 'lambda', 'yield', 'match', 'case', 'with', 'as', 'try', 'except', 'return', 'import', 'from', 'async', 'await', '@', 'x', 'y', '1', '"s"', 'f"{x', '}"', '(', ')', '[', ']', '{', '}', ':', ',', '=', '==', '+=', '.', '*', '**', '-', ';', '\\', '\n', '\n    ', '\n        ', '#c\n', ' '];
		const inside = (value: unknown, start: number, end: number): void => {
			if (typeof value !== 'object' || value === null) return;
			const node = value as { readonly start?: unknown; readonly end?: unknown };
			if (typeof node.start === 'number' && node.start === node.end) return;
			const [from, to] = typeof node.start === 'number' && typeof node.end === 'number' ? [node.start, node.end] : [start, end];
			assert.ok(start <= from && from <= to && to <= end, JSON.stringify({ value, start, end }));
			for (const [name, each] of Object.entries(value)) if (name !== 'decorators') inside(each, from, to);
		};
		fc.assert(fc.property(fc.array(fc.constantFrom(...words), { maxLength: 60 }), fc.boolean(), (parts, spaced) => {
			const text = parts.join(spaced ? ' ' : '');
			const { chunks } = parsePython(text);
			chunks.forEach(({ offset, body }, index) => {
				const length = (chunks[index + 1]?.offset ?? text.length) - offset;
				for (const statement of body) inside(statement, 0, length);
				assert.ok([...allStatements(body)].length <= text.length + 1);
			});
		}), { numRuns: 3000 });
	});
});
