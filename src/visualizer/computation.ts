import { EngineError, type EngineProblem } from '../engine/error';
import type { Stage } from '../engine/layer';
import { planPipeline, runPipeline, type StagePlan } from '../engine/pipeline';
import type { RunResult } from '../engine/run';
import type { Tensor } from '../engine/tensor';
import { workOf } from '../engine/work';
import { knownKernels } from '../present/known-kernels';
import { stageOf, type Kernels, type StageSettings } from './stage-settings';
import { tensorOf, type ShownPair } from './view-state';
import { wholePlans } from './whole-layer';

/** A pipeline that is ready to run, up to the first stage that cannot take its input. */
export interface Preparation {
	readonly input: Tensor;
	readonly stages: readonly Stage[];
	readonly plans: readonly StagePlan[];
	/** The same of the layer that is shown, where it is shown only in part; what is said of sizes and costs is said of this. */
	readonly said: readonly StagePlan[];
	readonly failure: { readonly stage: number; readonly problem: EngineProblem } | undefined;
}

/**
 * What the stages give. While the exact maps of a large input are being computed, the fast engine's stand in for them, as pictures: colours
 * may come out of a map of any precision, digits only out of an exact one, and a trace only adds up numbers of an exact one.
 */
export interface Computation {
	readonly input: Tensor;
	readonly results: readonly RunResult[];
	readonly failure: Preparation['failure'];
}

/** The kernels that this pair offers to its convolutions. */
export function kernelsOf({ kernel }: ShownPair): Kernels {
	const known = new Map(knownKernels((message) => message).map((each) => [each.id, each.kernel]));
	return { document: tensorOf(kernel), known: (id) => known.get(id) };
}

/** Builds the chosen stages; one that cannot take its input leaves those before it standing. */
export function prepare(shown: ShownPair, settings: readonly StageSettings[]): Preparation {
	const { input } = shown.pairing;
	const kernels = kernelsOf(shown);
	const stages: Stage[] = [];
	let plans: readonly StagePlan[] = [];
	try {
		for (const each of settings) {
			const stage = stageOf(each, kernels, plans.at(-1)?.geometry.outputShape ?? input.shape);
			plans = planPipeline(input.shape, [...stages, stage]);
			stages.push(stage);
		}
	} catch (error) {
		if (!(error instanceof EngineError)) throw error;
		return { input, stages, plans, said: said(), failure: { stage: stages.length, problem: error.problem } };
	}
	return { input, stages, plans, said: said(), failure: undefined };

	function said(): readonly StagePlan[] {
		return shown.layer === undefined ? plans : wholePlans(stages, settings, shown.layer);
	}
}

/** Up to this many steps a pipeline is computed at once, within a frame. */
const MOST_WORK_AT_ONCE = 400_000;

/** Whether this is done within a frame. */
export function isQuick({ plans }: Preparation): boolean {
	return plans.reduce((sum, plan) => sum + workOf(plan), 0) <= MOST_WORK_AT_ONCE;
}

export function compute({ input, stages, failure }: Preparation): Computation {
	return { input, failure, results: runPipeline({ input, stages }).map((result) => ({ ...result, precision: 'exact' })) };
}

/** The stages of which every cell can be traced: those with an exact input. */
export function traceableStages({ results }: Computation): readonly RunResult[] {
	const picture = results.findIndex(({ precision }) => precision !== 'exact');
	return picture < 0 ? results : results.slice(0, picture + 1);
}
