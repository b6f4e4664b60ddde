import assert from 'node:assert/strict';
import { parsePython } from '../../../../src/models/python/parse';
import { topDefinitions } from '../../../../src/models/python/walk';

/** Each top-level definition's name with the methods directly inside it. */
function outline(text: string): string[] {
	const { classes, functions } = topDefinitions(parsePython(text));
	return [
		...classes.map(({ node }) => `${node.name}: ${node.body.flatMap((each) => (each.kind === 'function' ? [each.name] : [])).join(' ')}`),
		...functions.map(({ node }) => node.name),
	];
}

describe('healing half-typed Python', () => {
	it('closes a Sequential that was never closed before the next method', () => {
		assert.deepEqual(outline('class Net(nn.Module):\n    def __init__(self):\n        self.body = nn.Sequential(\n            nn.Conv2d(3, 8, 3),\n            nn.ReLU(\n\n    def forward(self, x):\n        return self.body(x)\n'), ['Net: __init__ forward']);
	});
	it('closes a call before the next assignment to self', () => {
		const { chunks } = parsePython('def f(self):\n    self.a = nn.Conv2d(3, 4,\n    self.b = 5\n    return 6\n');
		const [definition] = chunks[0]!.body;
		assert.equal(definition?.kind === 'function' ? definition.body.length : 0, 3);
	});
	it('gives a header without its colon one', () => {
		assert.deepEqual(outline('class Net(nn.Module)\n    def forward(self, x)\n        return x\n\ndef after(): pass\n'), ['Net: forward', 'after']);
	});
	it('ends a parameter list that runs into the body', () => {
		assert.deepEqual(outline('class Net(nn.Module):\n    def forward(self, x\n        x = self.conv(x)\n        return x\n    def other(self): pass\n'), ['Net: forward other']);
	});
	it('ends a class header\'s bracket at the next method', () => {
		assert.deepEqual(outline('class Net(nn.Mod\n    def forward(self, x):\n        return x\n'), ['Net: forward']);
	});
	it('ends a string at the end of its line', () => {
		assert.deepEqual(outline('name = "half\ndef f(): pass\n'), ['f']);
	});
	it('drops a closing bracket that nothing opened', () => {
		assert.deepEqual(outline('x = (1 + 2))\ndef f(): pass\n'), ['f']);
	});
	it('ends a docstring that swallows definitions', () => {
		assert.deepEqual(outline('def a():\n    """Half a docstring\n    return 1\n\ndef b():\n    return 2\n'), ['a', 'b']);
	});
	it('reads a notebook\'s magic lines as comments', () => {
		assert.deepEqual(outline('%matplotlib inline\n!pip install torch\ndef f(): pass\n'), ['f']);
	});
	it('leaves correct code alone, keyword arguments at the left margin included', () => {
		const text = 'net = Net(\nwidth = 3,\ndepth = 4,\n)\ndef f(): pass\n';
		const [chunk] = parsePython(text).chunks;
		const [statement] = chunk!.body;
		assert.equal(statement?.kind === 'assign' && statement.value.kind === 'call' ? statement.value.arguments.length : 0, 2);
	});
	it('puts the comma between two layers on two lines, and tells where', () => {
		const text = 'm = nn.Sequential(\n    nn.Conv2d(3, 4, 3)\n    nn.ReLU(),\n)\n';
		const [chunk] = parsePython(text).chunks;
		assert.deepEqual(chunk!.missingCommas, [text.indexOf('\n    nn.ReLU')]);
		const [statement] = chunk!.body;
		assert.equal(statement?.kind === 'assign' && statement.value.kind === 'call' ? statement.value.arguments.length : 0, 2);
	});
	it('gives positions in the text as it was written', () => {
		const text = 'x = f(1, g(2\ny = 7\n';
		const statements = parsePython(text).chunks.flatMap((chunk) => chunk.body.map((each) => text.slice(chunk.offset + each.start, chunk.offset + each.end)));
		assert.deepEqual(statements, ['x = f(1, g(2', 'y = 7']);
	});
	it('keeps the trees of unchanged chunks when text above changes', () => {
		const first = parsePython('import a\n\ndef f():\n    return 1\n');
		const second = parsePython('import abc\n\ndef f():\n    return 1\n', first);
		assert.equal(second.chunks[1]!.body, first.chunks[1]!.body);
		assert.equal(second.chunks[1]!.offset, first.chunks[1]!.offset + 2);
	});
});
