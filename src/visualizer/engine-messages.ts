// The messages between the page and the worker that computes for it.
import type { Stage } from '../engine/layer';
import type { RunResult } from '../engine/run';
import type { Tensor } from '../engine/tensor';

export type Precision = RunResult['precision'];

/** One stage's map, and whether its numbers may be read. */
export interface ComputedMap {
	readonly output: Tensor;
	/** 'float32': a picture, whose numbers are never shown. */
	readonly precision: Precision;
}

/** What the page asks of the worker. */
export type EngineRequest =
	/** The input of the jobs that follow; sent once for all of them, since it is large. */
	| { readonly type: 'input'; readonly input: Tensor }
	/** Run these stages on it; whatever ran before is no longer wanted. */
	| { readonly type: 'run'; readonly job: number; readonly stages: readonly Stage[] }
	| { readonly type: 'stop' };

/** What the worker answers. */
export type EngineAnswer =
	/** It listens: sent once. */
	| { readonly type: 'ready' }
	/** The share of the exact computation that is done, from 0 to 1. */
	| { readonly type: 'progress'; readonly job: number; readonly share: number }
	/** The maps of all stages: first, where a fast engine could help, as pictures, then exactly. */
	| { readonly type: 'maps'; readonly job: number; readonly maps: readonly ComputedMap[] }
	/** Nothing more comes of the job: memory ran out, for instance. */
	| { readonly type: 'failed'; readonly job: number; readonly reason: string };
