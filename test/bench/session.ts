// Measures several engines on the same layers in one process, round by round, so that whatever else the machine does meets them all.
import { layerData, operations, outputLength, relativeError, type Layer, type LayerData } from './layers';
import { peakMeter } from './peak';

/** One engine made ready for one layer. */
export interface Trial {
	/** What the engine chose to do, where it tells. */
	readonly algorithm?: string;
	run(): unknown;
	output(): Float32Array | Promise<Float32Array>;
	release?(): void;
}

export interface Contestant {
	readonly name: string;
	/** undefined where the engine cannot do the layer. */
	prepare(layer: Layer, data: LayerData): Trial | undefined | Promise<Trial | undefined>;
}

export interface Measurement {
	readonly layer: string;
	readonly engine: string;
	readonly algorithm: string | undefined;
	/** Milliseconds of a call in each round. */
	readonly times: readonly number[];
	/** Operations per second that a call's milliseconds amount to are divided by the peak that the same round measured. */
	readonly peaks: readonly number[];
	readonly operations: number;
	/** Against float64. */
	readonly error: number;
}

export interface SessionSettings {
	readonly rounds: number;
	/** How long each engine runs in each round. */
	readonly sliceMilliseconds: number;
}

interface Entry {
	readonly contestant: Contestant;
	readonly trial: Trial;
	readonly repetitions: number;
	readonly times: number[];
	readonly error: number;
}

/** Calls that a round repeats at most. */
const MOST_REPETITIONS = 50_000;

async function repeat(trial: Trial, times: number): Promise<number> {
	const start = performance.now();
	const first = trial.run();
	if (first instanceof Promise) {
		await first;
		for (let i = 1; i < times; i++) await trial.run();
	} else {
		for (let i = 1; i < times; i++) trial.run();
	}
	return (performance.now() - start) / times;
}

async function enter(contestant: Contestant, layer: Layer, data: LayerData, slice: number): Promise<Entry | undefined> {
	const trial = await contestant.prepare(layer, data);
	if (!trial) return undefined;
	const output = await trial.output();
	if (output.length !== outputLength(layer)) throw new Error(`${contestant.name} gives ${output.length} numbers on layer ${layer.id}.`);
	let repetitions = 1;
	for (let spent = 0; spent < 2 * slice;) { // warms up, too
		const total = await repeat(trial, repetitions) * repetitions;
		spent += total;
		// A clock may stand still during a short call.
		repetitions = Math.max(1, Math.min(MOST_REPETITIONS, Math.round(total > 0.1 ? repetitions * slice / total : repetitions * 10)));
	}
	return { contestant, trial, repetitions, times: [], error: relativeError(layer, data, output) };
}

/** Collects everyone's garbage, where the host was started so that it can: none is left to be collected at another's cost. */
function collectGarbage(): void {
	(globalThis as { readonly gc?: () => void }).gc?.();
}

/** Starting with another one each time, lest anyone always follow the same neighbour. */
function rotated<Each>(list: readonly Each[], by: number): Each[] {
	return list.map((_, index) => list[(index + by) % list.length]!);
}

/** Measures every contestant on one layer. */
export async function measureLayer(layer: Layer, contestants: readonly Contestant[], settings: SessionSettings): Promise<Measurement[]> {
	const { rounds, sliceMilliseconds } = settings;
	const data = layerData(layer);
	const entries: Entry[] = [];
	for (const contestant of contestants) {
		const entry = await enter(contestant, layer, data, sliceMilliseconds);
		if (entry) entries.push(entry);
	}
	const measurePeak = peakMeter();
	const peaks: number[] = [];
	for (let round = 0; round < rounds; round++) {
		peaks.push(measurePeak(sliceMilliseconds));
		for (const { trial, repetitions, times } of rotated(entries, round)) {
			collectGarbage();
			await trial.run(); // brings its numbers back into the caches
			times.push(await repeat(trial, repetitions));
		}
	}
	for (const { trial } of entries) trial.release?.();
	return entries.map(({ contestant, trial, times, error }) => ({
		layer: layer.id, engine: contestant.name, algorithm: trial.algorithm, times, peaks, operations: operations(layer), error,
	}));
}
