// The whole contest in one host: every layer, everyone who can do it, and how the first call compares with the tenth.
import { describeLayer, layerData, LAYERS, operations } from './layers';
import { ours, SINGLE_THREADED } from './ours';
import { measureLayer, type Contestant, type Measurement, type SessionSettings } from './session';
import { shareOfPeak, time } from './statistics';

/** What one host has to tell. */
export interface HostResult {
	readonly host: string;
	readonly build: string;
	readonly measurements: readonly Measurement[];
	readonly starts: readonly Start[];
}

/** Milliseconds of loading the engine, of packing layer e's weights, and of calls of it, in a process that has not done so before. */
export interface Start {
	readonly loading: number;
	readonly preparing: number;
	readonly first: number;
	readonly tenth: number;
}

/** Fresh starts that a host measures beside the contest's own. */
export const FURTHER_STARTS = 4;

/** Peers that plain JavaScript makes slow are left out where a call takes seconds. */
const SLOW_OPERATIONS = 5e7;

/** To be called once in a process. */
export async function measureStart(): Promise<Start> {
	const layer = LAYERS.find(({ id }) => id === 'e')!, data = layerData(layer);
	const begin = performance.now();
	const contestant = await ours('resident');
	const loaded = performance.now();
	const trial = (await contestant.prepare(layer, data))!;
	const prepared = performance.now();
	const calls: number[] = [];
	for (let call = 0; call < 10; call++) {
		const start = performance.now();
		trial.run();
		calls.push(performance.now() - start);
	}
	return { loading: loaded - begin, preparing: prepared - loaded, first: calls[0]!, tenth: calls[9]! };
}

/** Runs the contest; `progress` hears of every layer when it is done. */
export async function contest(
	host: string, peers: readonly Contestant[], settings: SessionSettings & { readonly layers?: readonly string[] }, threaded: Contestant | undefined,
	progress: (line: string) => void,
): Promise<HostResult> {
	const start = await measureStart();
	const own = [...await Promise.all(SINGLE_THREADED.map((usage) => ours(usage))), ...(threaded ? [threaded] : [])];
	const measurements: Measurement[] = [];
	for (const layer of LAYERS) {
		if (settings.layers && !settings.layers.includes(layer.id)) continue;
		const contestants = [...own, ...peers.filter(({ name }) => name !== 'tfjs-cpu' || operations(layer) < SLOW_OPERATIONS)];
		const results = await measureLayer(layer, contestants, settings);
		measurements.push(...results);
		progress(`${host}  ${layer.id.padEnd(3)}${describeLayer(layer)}`);
		for (const each of results) {
			const percent = (shareOfPeak(each) * 100).toFixed(0);
			progress(`    ${each.engine.padEnd(32)}${time(each).toFixed(4).padStart(10)} ms ${percent.padStart(5)} %   error ${each.error.toExponential(1)}`);
		}
	}
	const { bestBuild } = await import('../../src/engine/fast/kernel-module');
	return { host, build: bestBuild(), measurements, starts: [start] };
}
