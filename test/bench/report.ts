// The results as tables in Markdown.
import type { HostResult, Start } from './contest';
import { describeLayer, LAYERS } from './layers';
import { faster, median, shareOfPeak, time } from './statistics';
import { TARGETS } from './targets';

function duration(milliseconds: number): string {
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
			return found ? duration(time(found)) : '';
		});
		return [`${layer.id}: ${describeLayer(layer)}`, ...cells];
	});
	return table(['layer', ...engines], rows);
}

/** How our engine fares: rate, share of the peak, ratios to the peers, error. */
function ratios({ measurements }: HostResult): string {
	const peers = [...new Set(measurements.map(({ engine }) => engine))].filter((engine) => !engine.startsWith('ConvLens'));
	const own = measurements.filter(({ engine }) => engine.startsWith('ConvLens'));
	const rows = own.map((each) => [
		each.layer, each.engine.replace('ConvLens ', ''), each.algorithm ?? '',
		(each.operations / time(each) / 1e6).toFixed(1), `${(shareOfPeak(each) * 100).toFixed(0)} %`,
		...peers.map((peer) => {
			const found = measurements.find(({ layer, engine }) => layer === each.layer && engine === peer);
			return found ? `${faster(each, found).toPrecision(3)}x` : '';
		}),
		each.error.toExponential(1),
	]);
	return table(['layer', 'ours', 'algorithm', 'GF/s', 'of the peak', ...peers.map((peer) => `vs ${peer}`), 'error'], rows);
}

/** Every target with what each host reached by the median of the rounds' ratios, and in brackets by each engine's best round. */
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
	const { host, build, starts, measurements } = result;
	const peak = median(measurements.flatMap(({ peaks }) => peaks)) / 1e9;
	const typical = (step: keyof Start) => `${median(starts.map((start) => start[step])).toFixed(1)} ms`;
	return [
		`## ${host}`,
		`The ${build} build; peak of the host's multiply-adds ${peak.toFixed(1)} GF/s on one thread. In the middle of ${starts.length} fresh starts `
		+ `loading the engine took ${typical('loading')}, packing layer e's weights ${typical('preparing')}, `
		+ `its first call ${typical('first')}, its tenth ${typical('tenth')}.`,
		medians(result), ratios(result),
	].join('\n\n');
}

/** The whole of RESULTS.md. */
export function report(results: readonly HostResult[], machine: string): string {
	return [
		'# Benchmark results',
		'Written by `npm run bench`; the engine\'s part alone is `npx tsx test/bench/run.mts`. One thread unless said otherwise.',
		'How it is measured: all engines in one process per host. Every round lets each of them work for a slice of time, in an order that moves on by '
		+ 'one from round to round; before its slice everyone\'s garbage is collected and it makes one call that is not timed. Times are medians over '
		+ 'the rounds. Ratios, and shares of the peak, which is measured anew in each round, are medians over the ratios that each round gives.',
		`Machine: ${machine}.`,
		'*Resident*: tensors stay in the engine\'s memory, as with TensorFlow.js. *Copying*: input copied in and a fresh output copied out in every call, '
		+ 'as with ONNX Runtime; *kept array*: output copied out into one array. *No Winograd*: the exact option. Percentages above 100 are Winograd\'s, which counts the work it saves, or two threads\'. '
		+ 'onnxruntime-node is native code with wider vectors, for reference. Errors are relative to the largest output, against float64.',
		'## Targets', 'In brackets by the best round of each engine, which tells more when other work disturbed the run. Node 20\'s V8 has no relaxed SIMD, hence no fused multiply-add; '
		+ 'VS Code\'s own hosts, Node 22 and later and Chromium, have it.', targetTable(results), ...results.map(hostSection),
	].join('\n\n') + '\n';
}
