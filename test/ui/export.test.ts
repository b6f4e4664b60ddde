import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chooseExport, gifFrames, openedText, savedFile, savedFolder, textsOf } from './exported';
import { convolve, Panel } from './panel';
import { session } from './session';

/** Below a saved drawing. */
const ARITHMETIC = '1·1 + 2·(−2) + 5·(−3) + 6·4 = 6';

describe('taking a map away', () => {
	let folder: string;

	before(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'convlens-export-'));
	});

	beforeEach(async () => {
		await session().startOver();
		await (await convolve('lecture.m', { line: 3, input: 1 })).press('Home');
	});

	after(async () => rm(folder, { recursive: true, force: true }));

	const saved = async (name: string): Promise<Buffer> => savedFile(path.join(folder, name));

	it('this step as SVG: 16, 4 and 1 of 9 numbers, and the arithmetic', async () => {
		await chooseExport('This step as SVG');
		const texts = await textsOf((await saved('step.svg')).toString());
		const numbers = texts.filter((text) => /^−?\d+$/.test(text));
		assert.deepEqual(numbers.slice(0, 21), ['1', '2', '4', '3', '5', '6', '8', '7', '9', '10', '12', '11', '13', '14', '16', '2', '1', '−2', '−3', '4', '6']);
		assert.deepEqual(texts.filter((text) => text.startsWith('×')), ['×1', '×−2', '×−3', '×4']);
		assert.ok(texts.includes(ARITHMETIC));
		assert.ok(texts.includes('Convolution 2×2, stride 1'));
	});

	it('this step as PNG, twice as large as its SVG', async () => {
		await chooseExport('This step as SVG');
		const size = /<svg[^>]* width="(\d+)" height="(\d+)"/.exec((await saved('size.svg')).toString())!;
		await chooseExport('This step as PNG');
		const png = await saved('step.png');
		assert.equal(png.toString('latin1', 0, 8), '\x89PNG\r\n\x1a\n');
		assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [2 * Number(size[1]), 2 * Number(size[2])]);
	});

	it('all 9 steps as a GIF, the last one held longer', async () => {
		await chooseExport('All steps as an animated GIF');
		const { width, height, delays } = gifFrames(await saved('pass.gif'));
		assert.ok(width > 400 && height > 200);
		assert.deepEqual(delays, [80, 80, 80, 80, 80, 80, 80, 80, 250]);
	});

	it('all steps as 9 SVG files of one size, each with a number more', async () => {
		await chooseExport('All steps as numbered SVG files');
		const names = Array.from({ length: 9 }, (_, index) => `step-00${index + 1}.svg`);
		await savedFolder(folder, names);
		const files = await Promise.all(names.map(async (name) => readFile(path.join(folder, name), 'utf8')));
		assert.equal(new Set(files.map((svg) => /<svg[^>]* width="\d+" height="\d+"/.exec(svg)?.[0].replace(/.* width/, ''))).size, 1);
		const counts = await Promise.all(files.map(async (svg) => (await textsOf(svg)).filter((text) => /^−?\d+$/.test(text)).length));
		assert.deepEqual(counts.map((count) => count - counts[0]!), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
	});

	it('this step as TikZ: a picture with the 21 numbers, the arithmetic in TeX', async () => {
		const text = await openedText('This step as LaTeX (TikZ)', 'usepackage{tikz}');
		assert.match(text, /^% \\usepackage\{tikz\}\n\\begin\{tikzpicture\}/);
		assert.match(text, /\\end\{tikzpicture\}\s*$/);
		const numbers = [...text.matchAll(/\{(\$-\$)?(\d+)\};/g)].map(([, minus, digits]) => `${minus === undefined ? '' : '-'}${digits!}`);
		assert.equal(numbers.slice(0, 21).join(' '), '1 2 4 3 5 6 8 7 9 10 12 11 13 14 16 2 1 -2 -3 4 6');
		assert.ok(text.includes('{1$\\cdot$1 $+$ 2') || text.includes('1$\\cdot$1 + 2$\\cdot$($-$2)'), text.slice(-900));
	});

	it('all 9 steps as a Markdown table', async () => {
		const rows = (await openedText('Table of all steps in Markdown', '| 1 | 1, 1 |')).trim().split('\n');
		assert.equal(rows.length, 2 + 9);
		assert.equal(rows[2], '| 1 | 1, 1 | 1·1 + 2·(−2) + 5·(−3) + 6·4 | 6 |');
		assert.equal(rows[10], '| 9 | 3, 3 | 12·1 + 11·(−2) + 16·(−3) + 2·4 | −50 |');
	});

	for (const [entry, first, layer] of [
		['NumPy code', 'import numpy as np', /x = convolve\(x, w1, \(1, 1\), \(1, 1\), 1\)\nprint\(x\)\s*$/],
		['PyTorch code', 'import torch', /x = F\.conv2d\(x, w1, None, stride=\(1, 1\), dilation=\(1, 1\), groups=1\)\nprint\(x\)\s*$/],
		['Keras code', 'import keras', /keras\.layers\.Conv2D\(1, \(2, 2\), strides=\(1, 1\), dilation_rate=\(1, 1\), groups=1, use_bias=False, dtype="float64"\)[^]*print\(x\)\s*$/],
	] as const) {
		it(`${entry} with the input, the kernel and the layer`, async () => {
			const text = await openedText(entry, first);
			assert.match(text.replace(/\s+/g, ' '), /\[\[\[\[1, 2, 4, 3\], \[5, 6, 8, 7\], \[9, 10, 12, 11\], \[13, 14, 16, 2\]\]\]\]/);
			assert.match(text.replace(/\s+/g, ' '), /\[\[\[\[1, -2\], \[-3, 4\]\]\]\]/);
			assert.match(text, layer);
		});
	}

	it('in a quiz, what is seen: 9 cells with a question mark and the sum left open; a table without results; and no copy of the map', async () => {
		const { frame } = new Panel();
		await frame.getByRole('button', { name: 'Quiz' }).click();
		await chooseExport('This step as SVG');
		const texts = await textsOf((await saved('quiz.svg')).toString());
		assert.equal(texts.filter((text) => text === '?').length, 9);
		assert.ok(texts.includes(ARITHMETIC.replace('= 6', '= ?')));
		assert.ok(!texts.includes('−50') && !texts.includes('50'), 'the legend would tell the extremes');
		assert.match(await openedText('Table of all steps in Markdown', '| 1 | 1, 1 |'), /\| 1 \| 1, 1 \| 1·1 \+ 2·\(−2\) \+ 5·\(−3\) \+ 6·4 \| \? \|/);
		await frame.locator('.menu summary').click();
		assert.equal(await frame.getByRole('button', { name: 'Copy the map as' }).isDisabled(), true);
		assert.match(await frame.getByRole('button', { name: 'Copy the map as' }).innerText(), /The quiz hides the map\.$/);
		await frame.locator('.menu summary').press('Escape');
		await frame.getByRole('button', { name: 'Quiz' }).click();
	});

	it('copies the activation map as JSON: 6 8 2 / 6 8 2 / 6 8 -50', async () => {
		const workbench = session();
		await chooseExport('Copy the map as');
		await workbench.choose('JSON');
		await workbench.page.getByText('Copied (3, 3) as JSON').first().waitFor();
		assert.deepEqual(JSON.parse(String(await workbench.page.evaluate('navigator.clipboard.readText()'))), { map: [[6, 8, 2], [6, 8, 2], [6, 8, -50]] });
	});
});
