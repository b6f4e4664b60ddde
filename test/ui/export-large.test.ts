import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TEST_WORKSPACE } from '../host/places';
import { chooseExport, gifFrames, openedText, savedFile, savedFolder, textsOf } from './exported';
import { Panel } from './panel';
import { session } from './session';

const NAME = 'generated-36.csv';
const FILE = path.join(TEST_WORKSPACE, NAME);
const SIDE = 36;

/** The numbers of the file, from 0 to 9. */
function value(row: number, column: number): number {
	return (row * 7 + column * 3 + ((row * column) % 5)) % 10;
}

describe('taking away a pass over 36×36, a picture on the panel', function () {
	this.timeout(120_000);
	let folder: string;
	let panel: Panel;

	before(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'convlens-export-'));
		await writeFile(FILE, Array.from({ length: SIDE }, (_, row) => Array.from({ length: SIDE }, (_unused, column) => value(row, column)).join()).join('\n') + '\n');
		await session().startOver();
		await session().explorerMenu(NAME, 'Convolve Image or Array…');
		await session().choose('Laplacian (4 neighbours)');
		panel = new Panel();
		await panel.frame.locator('header').getByText(NAME).waitFor();
		await panel.part('input').locator('canvas').waitFor();
		await panel.set('Stride', 3);
		await panel.part('output').getByText('12×12').waitFor();
		await panel.press('Home');
	});

	after(async () => {
		await session().startOver();
		await rm(FILE, { force: true });
		await rm(folder, { recursive: true, force: true });
	});

	it('all 144 steps of stride 3 as a GIF', async () => {
		await chooseExport('All steps as an animated GIF');
		await panel.frame.locator('.recording').waitFor({ state: 'detached', timeout: 60_000 });
		const { width, height, delays } = gifFrames(await savedFile(path.join(folder, 'pass.gif')));
		assert.ok(width > 600 && height > 300, `${width}×${height}`);
		assert.equal(delays.length, 144);
	});

	it('and as 144 SVG files: the input as dots with its window, the map in numbers, one more in each', async () => {
		const names = Array.from({ length: 144 }, (_, index) => `step-${String(index + 1).padStart(3, '0')}.svg`);
		await chooseExport('All steps as numbered SVG files');
		await savedFolder(folder, names);
		const counts: number[] = [];
		for (const name of [names[0]!, names[1]!, names[143]!]) {
			const svg = await readFile(path.join(folder, name), 'utf8');
			assert.equal(svg.match(/<image [^>]*href="data:image\/png;base64,/g)?.length, 1);
			const texts = await textsOf(svg);
			assert.ok(texts.includes('36×36') && texts.includes('12×12'), texts.join());
			counts.push(texts.filter((text) => /^−?\d+$/.test(text)).length);
		}
		assert.deepEqual(counts.map((count) => count - counts[0]!), [0, 1, 143]);
	});

	it('this step as TikZ: a box for each of the 1296 cells, the 9 weights and the cell in numbers', async () => {
		const text = await openedText('This step as LaTeX (TikZ)', 'usepackage{tikz}');
		assert.ok([...text.matchAll(/\\path\[fill=/g)].length >= SIDE * SIDE + 9 + 1);
		assert.match(text, /\\end\{tikzpicture\}\s*$/);
	});

	it('of 1156 steps at stride 1 every third is offered, 386 of them; beyond 64×64 a sentence says what can be done', async () => {
		const note = async (entry: string): Promise<string> => {
			await panel.frame.locator('.menu summary').click();
			const text = await panel.frame.locator('.menu-items button').filter({ hasText: entry }).innerText();
			await panel.frame.locator('.menu summary').press('Escape');
			return text.replace(/\s+/g, ' ');
		};
		await panel.set('Stride', 1);
		await panel.part('output').getByText('34×34').waitFor();
		assert.equal(await note('numbered SVG files'), 'All steps as numbered SVG files 386 of the 1,156 steps, evenly spaced');
		await panel.addStage('transposed-convolution'); // (34 − 1)·2 + 3 = 69
		await panel.part('output').getByText('69×69').waitFor();
		assert.equal(await note('animated GIF'), 'All steps as an animated GIF For up to 64 rows and columns. “This step as SVG” draws what is in view: zoom in first.');
	});
});
