// What the engine should reach, as ratios within one run on one thread, and how a host's measurements compare.
import type { HostResult } from './contest';

/** One goal: `value` of a host's measurements should be at least `goal`, or at most with `atMost`. */
export interface Target {
	readonly what: string;
	readonly goal: number;
	readonly unit: 'x' | '%' | 'µs' | 'ms';
	readonly atMost?: boolean;
	/** From medians or from the best rounds; undefined where the host did not measure it. */
	readonly value: (result: HostResult, by: Statistic) => number | undefined;
}

export type Statistic = 'median' | 'best';

const RESIDENT = 'ConvLens resident';
const EXACT = 'ConvLens resident, no Winograd';
const COPYING = 'ConvLens copying';
const TWO_THREADS = 'ConvLens two threads';

function time({ measurements }: HostResult, by: Statistic, layer: string, engine: string): number | undefined {
	const found = measurements.find((each) => each.layer === layer && each.engine === engine);
	return by === 'median' ? found?.milliseconds : found?.best;
}

/** How many times faster the engine is than the fastest of the peers that was measured. */
function faster(layer: string, engine: string, ...peers: readonly string[]): Target['value'] {
	return (result, by) => {
		const own = time(result, by, layer, engine);
		const others = peers.map((peer) => time(result, by, layer, peer)).filter((each) => each !== undefined);
		return own === undefined || others.length === 0 ? undefined : Math.min(...others) / own;
	};
}

function percentOfPeak(layer: string, engine: string): Target['value'] {
	return ({ measurements }, by) => {
		const found = measurements.find((each) => each.layer === layer && each.engine === engine);
		const fraction = by === 'median' ? found?.ofPeak : found?.bestOfPeak;
		return fraction === undefined ? undefined : fraction * 100;
	};
}

const WASM_PEERS = ['tfjs-wasm', 'onnxruntime-web'] as const;

export const TARGETS: readonly Target[] = [
	{ what: 'a, resident', goal: 0.5, unit: 'µs', atMost: true, value: (result, by) => (time(result, by, 'a', RESIDENT) ?? NaN) * 1000 },
	{ what: 'a, against the best WASM peer', goal: 30, unit: 'x', value: faster('a', COPYING, ...WASM_PEERS) },
	{ what: 'b with copies, against onnxruntime-web', goal: 1.5, unit: 'x', value: faster('b', COPYING, 'onnxruntime-web') },
	{ what: 'c3 with copies, against onnxruntime-web', goal: 1.7, unit: 'x', value: faster('c3', COPYING, 'onnxruntime-web') },
	{ what: 'c7 with copies, against onnxruntime-web', goal: 2.4, unit: 'x', value: faster('c7', COPYING, 'onnxruntime-web') },
	...['d', 'e', 'f', 'h'].map((layer): Target => ({ what: `${layer} by GEMM, of the peak`, goal: 82, unit: '%', value: percentOfPeak(layer, EXACT) })),
	{ what: 'e, against the best WASM peer', goal: 4, unit: 'x', value: faster('e', RESIDENT, ...WASM_PEERS) },
	{ what: 'e, of the peak', goal: 240, unit: '%', value: percentOfPeak('e', RESIDENT) },
	{ what: 'f, against the best WASM peer', goal: 3, unit: 'x', value: faster('f', RESIDENT, ...WASM_PEERS) },
	{ what: 'g, against tfjs-wasm', goal: 2, unit: 'x', value: faster('g', RESIDENT, 'tfjs-wasm') },
	{ what: 'h, against the best WASM peer', goal: 1.7, unit: 'x', value: faster('h', RESIDENT, ...WASM_PEERS) },
	{ what: 'i, against the best WASM peer', goal: 3, unit: 'x', value: faster('i', RESIDENT, ...WASM_PEERS) },
	{ what: 'j2, against tfjs-wasm', goal: 1.2, unit: 'x', value: faster('j2', RESIDENT, 'tfjs-wasm') },
	{ what: 'j3, against tfjs-wasm', goal: 1.2, unit: 'x', value: faster('j3', RESIDENT, 'tfjs-wasm') },
	...['c7', 'd', 'e', 'f', 'g', 'h'].map((layer): Target => ({ what: `${layer}, two threads against one`, goal: 1.6, unit: 'x', value: (result, by) => {
		const one = time(result, by, layer, RESIDENT), two = time(result, by, layer, TWO_THREADS);
		return one === undefined || two === undefined ? undefined : one / two;
	} })),
	{ what: 'e, first call beyond the tenth', goal: 10, unit: 'ms', atMost: true, value: ({ start }) => start.first - start.tenth },
];
