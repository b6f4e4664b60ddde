// What the engine should reach, as ratios within one run on one thread, and how a host's measurements compare.
import type { HostResult } from './contest';
import type { Measurement } from './session';
import { faster, median, shareOfPeak, time, type Statistic } from './statistics';

/** One goal: `value` of a host's measurements should be at least `goal`, or at most with `atMost`. */
export interface Target {
	readonly what: string;
	readonly goal: number;
	readonly unit: 'x' | '%' | 'µs' | 'ms';
	readonly atMost?: boolean;
	/** Undefined where the host did not measure it. */
	readonly value: (result: HostResult, by: Statistic) => number | undefined;
}

const RESIDENT = 'ConvLens resident';
const EXACT = 'ConvLens resident, no Winograd';
const COPYING = 'ConvLens copying';
const TWO_THREADS = 'ConvLens two threads';

function find({ measurements }: HostResult, layer: string, engine: string): Measurement | undefined {
	return measurements.find((each) => each.layer === layer && each.engine === engine);
}

/** How many times faster the engine is than the fastest of the peers that was measured. */
function against(layer: string, engine: string, ...peers: readonly string[]): Target['value'] {
	return (result, by) => {
		const own = find(result, layer, engine);
		const others = peers.map((peer) => find(result, layer, peer)).filter((each) => each !== undefined);
		return own && others.length > 0 ? Math.min(...others.map((other) => faster(own, other, by))) : undefined;
	};
}

function percentOfPeak(layer: string, engine: string): Target['value'] {
	return (result, by) => {
		const found = find(result, layer, engine);
		return found && shareOfPeak(found, by) * 100;
	};
}

const WASM_PEERS = ['tfjs-wasm', 'onnxruntime-web'] as const;

export const TARGETS: readonly Target[] = [
	{ what: 'a, resident', goal: 0.5, unit: 'µs', atMost: true, value: (result, by) => {
		const found = find(result, 'a', RESIDENT);
		return found && time(found, by) * 1000;
	} },
	{ what: 'a, against the best WASM peer', goal: 30, unit: 'x', value: against('a', COPYING, ...WASM_PEERS) },
	{ what: 'b with copies, against onnxruntime-web', goal: 1.5, unit: 'x', value: against('b', COPYING, 'onnxruntime-web') },
	{ what: 'c3 with copies, against onnxruntime-web', goal: 1.7, unit: 'x', value: against('c3', COPYING, 'onnxruntime-web') },
	{ what: 'c7 with copies, against onnxruntime-web', goal: 2.4, unit: 'x', value: against('c7', COPYING, 'onnxruntime-web') },
	...['d', 'e', 'f', 'h'].map((layer): Target => ({ what: `${layer} by GEMM, of the peak`, goal: 82, unit: '%', value: percentOfPeak(layer, EXACT) })),
	{ what: 'e, against the best WASM peer', goal: 4, unit: 'x', value: against('e', RESIDENT, ...WASM_PEERS) },
	{ what: 'e, of the peak', goal: 240, unit: '%', value: percentOfPeak('e', RESIDENT) },
	{ what: 'f, against the best WASM peer', goal: 3, unit: 'x', value: against('f', RESIDENT, ...WASM_PEERS) },
	{ what: 'g, against tfjs-wasm', goal: 2, unit: 'x', value: against('g', RESIDENT, 'tfjs-wasm') },
	{ what: 'h, against the best WASM peer', goal: 1.7, unit: 'x', value: against('h', RESIDENT, ...WASM_PEERS) },
	{ what: 'i, against the best WASM peer', goal: 3, unit: 'x', value: against('i', RESIDENT, ...WASM_PEERS) },
	{ what: 'j2, against tfjs-wasm', goal: 1.2, unit: 'x', value: against('j2', RESIDENT, 'tfjs-wasm') },
	{ what: 'j3, against tfjs-wasm', goal: 1.2, unit: 'x', value: against('j3', RESIDENT, 'tfjs-wasm') },
	...['c7', 'd', 'e', 'f', 'g', 'h'].map((layer): Target => ({
		what: `${layer}, two threads against one`, goal: 1.6, unit: 'x', value: against(layer, TWO_THREADS, RESIDENT),
	})),
	{ what: 'e, first call beyond the tenth', goal: 10, unit: 'ms', atMost: true, value: ({ starts }) => median(starts.map(({ first, tenth }) => first - tenth)) },
];
