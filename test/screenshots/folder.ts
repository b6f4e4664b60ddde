import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT, SAMPLES, TEST_WORKSPACE } from '../host/places';

/** A folder to open in VS Code, apart from the project, so that no picture's edit can reach a file of it. */
export interface SceneFolder {
	readonly path: string;
	remove(): Promise<void>;
}

/** What a student would write wrong, a mistake to a line. */
const MISTAKES = `# Every line but the last two has a mistake.
X = 1 2 3
    4 5
    7 8 9

A = 1 2; 3 4
K = 1 -2; -3 4; 5 6
B = conv(A, K)
C = relo(A)
D = maxpool(A, 2, strde=1)
E = relu(F)
F = relu(A
G = conv(A, 1 0; 0 1)
expect G = 4
H = relu(A)
net = input(3, 28, 28) -> conv(32, 3) -> relu
`;

const NOTEBOOK = {
	cells: [
		{ cell_type: 'markdown', metadata: {}, source: ['# Convolution\n', '\n', '```conv\n', 'X =  1  2  4  3\n', '     5  6  8  7\n', '     9 10 12 11\n', '    13 14 16  2\n', '\n', 'K =  1 -2\n', '    -3  4\n', '\n', 'A = conv(X, K)\n', '```\n'] },
		{ cell_type: 'code', metadata: {}, outputs: [], execution_count: null, source: ['import numpy as np\n', 'kernel = np.array([[1, -2], [-3, 4]])'] },
	],
	metadata: { language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 5,
};

/** Makes a folder of the samples, some files of the tests' workspace, and its settings. */
export async function makeSceneFolder(): Promise<SceneFolder> {
	const parent = await mkdtemp(path.join(tmpdir(), 'convlens-screenshots-'));
	const folder = path.join(parent, 'samples');
	await cp(SAMPLES, folder, { recursive: true });
	for (const name of ['filters.json', 'each-channel.json']) await cp(path.join(TEST_WORKSPACE, name), path.join(folder, name));
	await cp(path.join(ROOT, 'media', 'icon.png'), path.join(folder, 'picture.png'));
	await writeFile(path.join(folder, 'mistakes.conv'), MISTAKES);
	await writeFile(path.join(folder, 'notebook.ipynb'), JSON.stringify(NOTEBOOK));
	await cp(path.join(TEST_WORKSPACE, '.vscode'), path.join(folder, '.vscode'), { recursive: true });
	return { path: folder, remove: async () => rm(parent, { recursive: true, force: true }) };
}
