import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { COLUMNS, LARGE_ARRAY, largeArray, value } from '../host/large-array';
import { TEST_WORKSPACE } from '../host/places';
import { chooseExport, savedFile, textsOf } from './exported';
import { Panel } from './panel';
import { session } from './session';

const FILE = path.join(TEST_WORKSPACE, LARGE_ARRAY);

const LAPLACIAN = [[0, 1, 0], [1, -4, 1], [0, 1, 0]];

/** One cell of the map without padding, in the order in which the engine adds up. */
function expected(row: number, column: number): number {
	let sum = 0;
	LAPLACIAN.forEach((weights, down) => weights.forEach((weight, across) => { sum += value(row + down, column + across) * weight; }));
	return sum;
}

/** A cell of the map of 1078×1918 by its number, from 1. */
function placeOf(number: number): readonly [number, number] {
	return [Math.floor((number - 1) / (COLUMNS - 2)), (number - 1) % (COLUMNS - 2)];
}

/** All digits of a number, as the panel's hints have them. */
function digits(number: number): string {
	return String(number).replace('-', '−');
}

describe('an input of 1080×1920 with a 3×3 kernel', function () {
	this.timeout(120_000);
	let panel: Panel;

	/** All digits of the total that is written out. */
	async function total(): Promise<string> {
		const shown = panel.frame.locator('.total');
		return await shown.locator('[title]').count() === 0 ? shown.innerText() : await shown.locator('[title]').getAttribute('title') ?? '';
	}

	async function goToCell(number: number): Promise<void> {
		await panel.frame.getByLabel('Output cell').fill(String(number));
		await panel.frame.locator('.place').getByText(`cell ${number.toLocaleString('en-US')} of`).waitFor();
	}

	/** Waits until the ends of the legend are told: the exact map is there. */
	async function exactMap(): Promise<void> {
		await panel.part('output').locator('.legend span').first().filter({ hasText: /\d/ }).waitFor();
	}

	before(async () => {
		await writeFile(FILE, largeArray());
		await session().startOver();
		await session().explorerMenu(LARGE_ARRAY, 'Convolve Image or Array…');
		await session().choose('Laplacian (4 neighbours)');
		panel = new Panel();
		await panel.frame.locator('header').getByText(LARGE_ARRAY).waitFor();
		await panel.part('output').locator('canvas').waitFor();
		const pause = panel.frame.getByRole('button', { name: /^Pause/ });
		if (await pause.count() > 0) await pause.click();
	});

	after(async () => {
		await session().startOver();
		await rm(FILE, { force: true });
	});

	it('shows its map, computed by a worker of the page', async () => {
		await exactMap();
		assert.match(await panel.part('output').innerText(), /1078×1918/);
		const colours = await panel.part('output').locator('canvas').evaluate((canvas) => {
			const { data } = (canvas as unknown as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, 100, 100);
			return new Set(new Uint32Array(data.buffer)).size;
		});
		assert.ok(colours > 50, `${colours} colours`);
		const frame = await (await panel.frame.locator('body').elementHandle()).ownerFrame();
		const origin = new URL(frame!.url()).origin;
		assert.ok(session().page.workers().some((worker) => worker.url().startsWith(`blob:${origin}/`)), 'a worker of the page');
	});

	it('writes out any cell exactly: the sums that double precision gives, to the last digit', async () => {
		for (const number of [1, 1_000_000, 777_777, 2_067_604]) {
			await goToCell(number);
			assert.equal(await total(), digits(expected(...placeOf(number))), `cell ${number}`);
		}
	});

	it('goes to the last cell and to the first by the keys', async () => {
		await panel.press('End');
		assert.match(await panel.frame.locator('.place').innerText(), /^cell 2,067,604 of 2,067,604 · row 1078, column 1918/);
		await panel.press('Home');
		assert.match(await panel.frame.locator('.place').innerText(), /^cell 1 of 2,067,604/);
	});

	it('carries the map\'s numbers once it is zoomed in, around the cell of the pass', async () => {
		await goToCell(1_000_000);
		const canvas = panel.part('output').locator('canvas');
		await panel.frame.locator('body').evaluate(() => {
			const { prototype } = CanvasRenderingContext2D as unknown as { prototype: { fillText: (text: string, x: number, y: number) => void } };
			const original = prototype.fillText;
			const painted = new Set<string>();
			Object.assign(window, { painted });
			prototype.fillText = function (text, x, y) { painted.add(text); original.call(this, text, x, y); };
		});
		for (let presses = 0; presses < 16; presses++) await canvas.press('+');
		const [row, column] = placeOf(1_000_000);
		// cells up to the pass are known: the one itself and its neighbours to the left and above
		const wanted = [expected(row, column), expected(row, column - 1), expected(row - 1, column)].map((number) => digits(Number(number.toPrecision(4))));
		const body = await panel.frame.locator('body').elementHandle();
		const frame = await body.ownerFrame();
		await frame!.waitForFunction((texts) => texts.every((text) => (window as unknown as { painted: Set<string> }).painted.has(text)), wanted);
		await canvas.press('0');
	});

	it('shows the window of a hovered output, and all windows over a hovered input', async () => {
		const output = panel.part('output').locator('canvas');
		await output.hover({ position: { x: 40, y: 40 } });
		const [, row, column] = /row (\d+), column (\d+)/.exec(await panel.frame.locator('.place').innerText())!;
		assert.equal(await total(), digits(expected(Number(row) - 1, Number(column) - 1)));
		await panel.part('input').locator('canvas').hover({ position: { x: 60, y: 60 } });
		assert.match(await panel.frame.locator('.strip').innerText(), /^9 windows cover this cell: it feeds 9 output cells/);
		await panel.frame.locator('.place').hover();
	});

	it('is exported as it is seen: both maps as pictures, the kernel in numbers, the sum, and, zoomed in, the rows and columns in view', async () => {
		const folder = await mkdtemp(path.join(tmpdir(), 'convlens-large-'));
		try {
			await exactMap();
			await goToCell(1_000_000);
			const output = panel.part('output').locator('canvas');
			await output.press('0');
			await chooseExport('This step as SVG');
			const whole = (await savedFile(path.join(folder, 'whole.svg'))).toString();
			assert.equal(whole.match(/<image [^>]*href="data:image\/png;base64,/g)?.length, 2);
			const texts = await textsOf(whole);
			assert.deepEqual(texts.filter((text) => /^−?\d$/.test(text)), ['0', '1', '0', '1', '−4', '1', '0', '1', '0']);
			assert.ok(texts.includes('1080×1920') && texts.includes('1078×1918'), texts.join());
			assert.ok(texts.some((text) => / [=≈] /.test(text)), 'the sum of the cell');
			for (let presses = 0; presses < 12; presses++) await output.press('+');
			await chooseExport('This step as SVG');
			const zoomed = await textsOf((await savedFile(path.join(folder, 'zoomed.svg'))).toString());
			const [, top, bottom, left, right] = zoomed.map((text) => /^1078×1918, rows (\d+)–(\d+), columns (\d+)–(\d+)$/.exec(text)).find((match) => match !== null)!.map(Number);
			const [row, column] = placeOf(1_000_000);
			assert.ok(top! <= row + 1 && row + 1 <= bottom! && left! <= column + 1 && column + 1 <= right!, [top, bottom, left, right].join());
			await chooseExport('This step as PNG');
			const png = await savedFile(path.join(folder, 'zoomed.png'));
			assert.equal(png.toString('latin1', 0, 8), '\x89PNG\r\n\x1a\n');
			await output.press('0');
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	});

	it('has no quiz: nobody fills in 2 million cells', async () => {
		assert.equal(await panel.frame.getByRole('button', { name: 'Quiz' }).isDisabled(), true);
	});

	it('answers while it computes: it goes to another cell before the exact map has come', async () => {
		await exactMap();
		const body = panel.frame.locator('body');
		await body.evaluate(() => { // the worker's exact maps are kept back until the test has seen what there is without them
			const ask = Object.getOwnPropertyDescriptor(Worker.prototype, 'postMessage')!;
			Worker.prototype.postMessage = function (this: Worker, ...request: unknown[]) {
				Object.defineProperty(Worker.prototype, 'postMessage', ask);
				const told = this.onmessage!.bind(this);
				const kept: MessageEvent[] = [];
				this.onmessage = (event: MessageEvent<{ readonly maps?: ReadonlyArray<{ readonly precision: string }> }>) => {
					if (event.data.maps?.every(({ precision }) => precision === 'exact') === true) kept.push(event);
					else told(event);
				};
				window.addEventListener('tell-exact', () => {
					this.onmessage = told;
					kept.forEach(told);
				}, { once: true });
				Reflect.apply(this.postMessage.bind(this), this, request);
			};
		});
		await panel.set('Padding', 1);
		await goToCell(500_000);
		assert.match(await panel.frame.locator('.place').innerText(), /^cell 500,000 of 2,073,600 · row 261, column 800/);
		assert.match(await panel.part('output').locator('.legend').innerText(), /^…\s+…$/);
		await body.evaluate(() => window.dispatchEvent(new Event('tell-exact')));
		await exactMap();
	});

	it('keeps the numbers of later stages exact: ReLU after the convolution', async () => {
		await panel.frame.getByRole('button', { name: 'Reset' }).click();
		await panel.addStage('relu');
		await panel.selectStage('ReLU');
		await panel.part('input').getByText('Activation map').waitFor(); // until then the stage before is still on view
		await exactMap();
		await panel.frame.locator('.arithmetic').waitFor();
		for (const number of [1_000_000, 777_777]) {
			await goToCell(number);
			assert.equal(await total(), digits(Math.max(0, expected(...placeOf(number)))), `cell ${number}`);
		}
	});
});
