/**
 * How fast matrices are read, in MB/s, beside JSON.parse on the same text; bundled, as the extension ships it.
 * Run with `npx tsx test/bench/literals.ts` from the project's folder.
 */
import { build } from 'esbuild';
import type * as literals from '../../src/literals/find';

type Reader = typeof literals;

/** The reader as the bundler makes it: single modules loaded one by one are several times slower. */
async function bundledReader(): Promise<Reader> {
	const { outputFiles } = await build({
		entryPoints: ['src/literals/find.ts'],
		bundle: true,
		write: false,
		format: 'esm',
		target: 'es2022',
	});
	return (await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0]!.contents).toString('base64')}`)) as Reader;
}

/** Small numbers from a fixed seed. */
function sequence(seed: number): () => number {
	let state = seed;
	return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}

const next = sequence(7);
const rows = (count: number, width: number, digits: number): number[][] =>
	Array.from({ length: count }, () => Array.from({ length: width }, () => Number((next() * 20 - 10).toFixed(digits))));

/** The best of several runs, in megabytes of text a second. */
function speed(text: string, work: (text: string) => unknown): number {
	let best = Infinity;
	const until = performance.now() + 1500;
	for (let run = 0; run < 3 || performance.now() < until; run++) {
		const start = performance.now();
		work(text);
		best = Math.min(best, performance.now() - start);
	}
	return text.length / best / 1000;
}

function report({ findLiterals }: Reader, title: string, text: string, language: string, parse?: (text: string) => unknown): void {
	const own = speed(text, (source) => findLiterals(source, language));
	const other = parse === undefined ? '' : `, JSON.parse ${speed(text, parse).toFixed(0)} MB/s`;
	console.log(`${title.padEnd(44)} ${(text.length / 1e6).toFixed(1).padStart(5)} MB  ${own.toFixed(0).padStart(5)} MB/s${other}`);
}

async function main(): Promise<void> {
	const reader = await bundledReader();
	const integers = JSON.stringify(rows(4000, 500, 0));
	const decimals = JSON.stringify(rows(1250, 500, 6));
	const code = `${Array.from({ length: 20_000 }, (_, line) => (line % 50 === 0 ? `kernel_${line} = np.array([[1, 2], [3, 4]]) / 9` : `    output = self.layer_${line}(features[${line}], size=(3, 3))`)).join('\n')}\n`;
	const grid = rows(10_000, 60, 3)
		.map((row) => row.join(' '))
		.join('\n');
	const csv = rows(10_000, 60, 3)
		.map((row) => row.join(','))
		.join('\n');

	report(reader, 'nested list, whole numbers', integers, 'json', JSON.parse);
	report(reader, 'nested list, six decimals', decimals, 'json', JSON.parse);
	report(reader, 'nested list, a tenth of it', JSON.stringify(rows(125, 500, 6)), 'json', JSON.parse);
	report(reader, 'whitespace grid', grid, 'plaintext');
	report(reader, 'CSV', csv, 'csv');
	report(reader, '20,000 lines of Python, 400 matrices', code, 'python');

	const offset = code.indexOf('kernel_9950 = np.array([[') + 30;
	const start = performance.now();
	const hovers = 1000;
	for (let count = 0; count < hovers; count++) reader.literalAt(code, offset, 'python');
	console.log(`hover over one matrix of the 20,000 lines     ${(((performance.now() - start) / hovers) * 1000).toFixed(0)} µs`);
}

void main();
