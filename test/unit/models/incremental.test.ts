import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModelAnalyzer } from '../../../src/models/analyze';
import { edit, randomNumbers } from '../../models/edits';

/** MODEL_VERSIONS=2000 for the long run. MODEL_EDITS_SOURCE names another folder of Python files. */
const COUNT = Number(process.env.MODEL_VERSIONS ?? 200);
const FOLDER = process.env.MODEL_EDITS_SOURCE ?? join(import.meta.dirname, '../../models/fixtures');
const HEAD = 'import math\nimport torch\nimport torch.nn as nn\nimport torch.nn.functional as F\nWIDTH = 8\n\n';

const texts = readdirSync(FOLDER).filter((file) => file.endsWith('.py')).map((file) => readFileSync(join(FOLDER, file), 'utf8'));

/** Code that hangs together in the ways that models of one file do. */
const TIED = `${HEAD}
SETTINGS = {'features': 16}
LAYERS = []

def block(inputs, outputs):
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, padding=1), nn.ReLU())

class Counted(nn.Module):
    made = 0
    def __init__(self):
        super().__init__()
        Counted.made += 1
        self.layer = nn.Linear(4, Counted.made)

class First(nn.Module):
    def __init__(self, width=WIDTH):
        super().__init__()
        self.body = block(3, width)
        self.head = nn.Linear(width, SETTINGS['features'])
    def forward(self, x):
        x = self.body(x).mean((2, 3))
        return self.head(x)

class Second(First):
    def __init__(self):
        super().__init__(2 * WIDTH)
        self.tail = nn.Linear(SETTINGS['features'], 3)
    def forward(self, x):
        return self.tail(super().forward(x))

class Third(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.parts = nn.ModuleList([block(width, width) for _ in range(3)])
    def forward(self, x):
        for part in self.parts:
            x = part(x)
        return x

def third():
    return Third(WIDTH)

def sequence():
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 10))

model = Second()
print(model(torch.randn(2, 3, 32, 32)))
other = nn.Sequential(nn.Linear(8, WIDTH), nn.ReLU())
`;

/** Versions of a text as typing makes them: each is a small edit of the one before, or takes the last edit back. */
function* versions(text: string, count: number, random: () => number): Generator<string> {
	let before = text;
	for (let index = 0; index < count; index++) {
		const next = random() < 0.4 ? text : edit(random() < 0.5 ? text : before, random).text;
		yield next;
		before = next;
	}
}

describe('An analysis after an edit', function () {
	this.timeout(600_000);

	const compare = (text: string, count: number, seed: number): void => {
		const analyzer = new ModelAnalyzer();
		for (const version of versions(text, count, randomNumbers(seed))) {
			const kept = analyzer.analyze(version, 'main.py');
			if (version.length % 2 === 0) analyzer.settle();
			assert.deepEqual(kept, new ModelAnalyzer().analyze(version, 'main.py'), version);
		}
	};

	it(`equals the one of a new analyzer, in ${COUNT} versions of files with several models`, () => {
		const random = randomNumbers(11);
		for (let round = 0; round < COUNT / 20; round++) {
			const picked = [0, 1, 2].map(() => texts[Math.floor(random() * texts.length)]!);
			compare(picked.join('\n'), 20, round);
		}
	});

	it('equals the one of a new analyzer where models share functions, settings, bases and instances', () => compare(TIED, COUNT, 3));

	it('equals the one of a new analyzer where a model changes what others read', () => compare(TIED.replace('LAYERS = []', 'LAYERS = []\nchanged = nn.ModuleList()').replace('self.head =', 'SETTINGS["features"] += 1\n        self.head ='), COUNT / 2, 5));

	it('follows a change of each thing that a model hangs on', () => {
		const changes: ReadonlyArray<readonly [string, string]> = [
			['WIDTH = 8', 'WIDTH = 9'], ['\'features\': 16', '\'features\': 5'], ['nn.Conv2d(inputs, outputs, 3', 'nn.Conv2d(inputs, outputs, 5'], ['super().__init__(2 * WIDTH)', 'super().__init__(3 * WIDTH)'],
			['2, 3, 32, 32', '2, 3, 48, 48'], ['range(3)', 'range(4)'], ['return Third(WIDTH)', 'return Third(WIDTH + 1)'], ['class First', 'class Zeroth(nn.Module):\n    pass\n\nclass First'], ['import math', '"""Notes."""\nimport math'],
			['model = Second()', 'model = First()'], ['def block', 'range = lambda n: [0]\n\ndef block'], ['import torch.nn as nn', 'import torch.nn as nn\nsuper_width = 3'],
		];
		const analyzer = new ModelAnalyzer();
		for (const [before, after] of changes) {
			analyzer.analyze(TIED, 'main.py');
			const changed = TIED.replace(before, after);
			assert.notEqual(changed, TIED, before);
			assert.deepEqual(analyzer.analyze(changed, 'main.py'), new ModelAnalyzer().analyze(changed, 'main.py'), before);
		}
	});

	it('leaves an imported module as it was imported', () => {
		const registry = 'REGISTRY = {}\nWIDTH = 4\ndef register(cls):\n    if cls.__name__ in REGISTRY:\n        raise KeyError(cls.__name__)\n    REGISTRY[cls.__name__] = cls\n    return cls\n';
		const resolveModule = (name: string): { text: string; file: string; isPackage: boolean } | undefined => (name === 'registry' ? { text: registry, file: 'registry.py', isPackage: false } : undefined);
		const text = 'import torch.nn as nn\nimport registry\nfrom registry import register\n@register\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = nn.Linear(registry.WIDTH, 2)\n    def forward(self, x):\n        return self.a(x)\n';
		const analyzer = new ModelAnalyzer({ resolveModule });
		for (const version of [text, `${text}registry.WIDTH = 8\n`, text, `${text}# end\n`]) {
			assert.deepEqual(analyzer.analyze(version, 'main.py'), new ModelAnalyzer({ resolveModule }).analyze(version, 'main.py'));
			assert.equal(analyzer.analyze(version, 'main.py').models.length, 1);
		}
	});

	it('forgets what hung on imports once they are forgotten', () => {
		let width = 4;
		const resolveModule = (name: string): { text: string; file: string; isPackage: boolean } | undefined => (name === 'sizes' ? { text: `WIDTH = ${width}\n`, file: 'sizes.py', isPackage: false } : undefined);
		const text = 'import torch.nn as nn\nfrom sizes import WIDTH\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = nn.Linear(WIDTH, 2)\n    def forward(self, x):\n        return self.a(x)\n';
		const analyzer = new ModelAnalyzer({ resolveModule });
		const count = (): unknown => analyzer.analyze(text, 'main.py').models[0]?.totals.parameters;
		assert.deepEqual(count(), { status: 'exact', value: 10 });
		width = 5;
		analyzer.forgetImports();
		assert.deepEqual(count(), { status: 'exact', value: 12 });
	});
});
