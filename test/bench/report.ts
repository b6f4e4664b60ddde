// The results as tables in Markdown.
import type { HostResult } from './contest';
import { describeLayer, LAYERS, operations } from './layers';
import { TARGETS } from './targets';

function time(milliseconds: number): string {
	if (milliseconds < 0.001) return `${(milliseconds * 1000).toFixed(2)} µs`;
	return milliseconds < 0.1 ? `${(milliseconds * 1000).toFixed(1)} µs` : `${milliseconds.toPrecision(3)} ms`;
}

function table(header: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	return [header, header.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** Medians of every engine on every layer. */
function medians({ measurements }: HostResult): string {
	const engines = [...new Set(measurements.map(({ engine }) => engine))];
	const rows = LAYERS.filter(({ id }) => measurements.some(({ layer }) => layer === id)).map((layer) => {
		const cells = engines.map((engine) => {
			const found = measurements.find((each) => each.layer === layer.id && each.engine === engine);
			return found ? time(found.milliseconds) : '';
		});
		return [`${layer.id}: ${describeLayer(layer)}`, ...cells];
	});
	return table(['layer', ...engines], rows);
}

/** How our engine fares: rate, share of the peak, ratios to the peers, error. */
function ratios({ measurements }: HostResult): string {
	const peers = [...new Set(measurements.map(({ engine }) => engine))].filter((engine) => !engine.startsWith('ConvLens'));
	const own = measurements.filter(({ engine }) => engine.startsWith('ConvLens'));
	const rows = own.map(({ layer, engine, algorithm, rate, ofPeak, milliseconds, error }) => [
		layer, engine.replace('ConvLens ', ''), algorithm ?? '', (rate / 1e9).toFixed(1), `${(ofPeak * 100).toFixed(0)} %`,
		...peers.map((peer) => {
			const found = measurements.find((each) => each.layer === layer && each.engine === peer);
			return found ? `${(found.milliseconds / milliseconds).toPrecision(3)}x` : '';
		}),
		error.toExponential(1),
	]);
	return table(['layer', 'ours', 'algorithm', 'GF/s', 'of the peak', ...peers.map((peer) => `vs ${peer}`), 'error'], rows);
}

/** Every target with what each host reached by medians, and in brackets by each engine's best round. */
export function targetTable(results: readonly HostResult[]): string {
	const rows = TARGETS.map(({ what, goal, unit, atMost, value }) => {
		const reached = results.map((result) => {
			const number = value(result, 'median'), best = value(result, 'best');
			if (number === undefined || best === undefined || Number.isNaN(number)) return '';
			const reached = atMost ? number <= goal : number >= goal;
			return `${number.toPrecision(3)}${number === best ? '' : ` [${best.toPrecision(3)}]`} ${unit}${reached ? '' : ' (missed)'}`;
		});
		return [what, `${atMost ? '≤' : '≥'} ${goal} ${unit}`, ...reached];
	});
	return table(['target', 'goal', ...results.map(({ host }) => host)], rows);
}

function hostSection(result: HostResult): string {
	const { host, build, start, measurements } = result;
	const { rate, ofPeak } = measurements.find(({ layer }) => operations(LAYERS.find(({ id }) => id === layer)!) > 1e6) ?? measurements[0]!;
	return [
		`## ${host}`,
		`The ${build} build; peak of the host's multiply-adds ${(rate / ofPeak / 1e9).toFixed(1)} GF/s on one thread. `
		+ `Loading the engine took ${start.loading.toFixed(1)} ms, packing layer e's weights ${start.preparing.toFixed(1)} ms, `
		+ `its first call ${start.first.toFixed(1)} ms, its tenth ${start.tenth.toFixed(1)} ms.`,
		medians(result), ratios(result),
	].join('\n\n');
}

/** The whole of RESULTS.md. */
export function report(results: readonly HostResult[], machine: string): string {
	return [
		'# Benchmark results',
		'Written by `npm run bench`. All engines in one process per host, interleaved round by round; medians. One thread unless said otherwise.',
		`Machine: ${machine}.`,
		'*Resident*: tensors stay in the engine\'s memory, as with TensorFlow.js. *Copying*: input copied in and a fresh output copied out in every call, '
		+ 'as with ONNX Runtime. *No Winograd*: the exact option. Percentages above 100 are Winograd\'s, which counts the work it saves, or two threads\'. '
		+ 'onnxruntime-node is native code with wider vectors, for reference. Errors are relative to the largest output, against float64.',
		'## Targets', 'By medians; in brackets by the best round of each engine, which tells more when other work disturbed the run.', targetTable(results), ...results.map(hostSection),
	].join('\n\n') + '\n';
}
