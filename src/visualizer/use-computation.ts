import { useEffect, useMemo, useState } from 'preact/hooks';
import { BackgroundEngine } from './background-engine';
import { compute, isQuick, prepare, type Computation, type Preparation } from './computation';
import type { StageSettings } from './stage-settings';
import { startWorker } from './start-worker';
import type { ShownPair } from './view-state';

/** What a running computation has to show. */
export interface Running {
	/** The newest results; those of the settings before while the next are being computed. */
	readonly computation: Computation | undefined;
	/** The present settings' shapes, known at once. */
	readonly preparation: Preparation | undefined;
	/** The share that is done, from 0 to 1; undefined while nothing is computed. */
	readonly progress: number | undefined;
	/** Why there are no results, in the engine's words. */
	readonly failure: string | undefined;
}

type Slow = Pick<Running, 'computation' | 'progress' | 'failure'>;

const NOTHING: Slow = { computation: undefined, progress: undefined, failure: undefined };

const background = new BackgroundEngine(startWorker);

/** Computes the pipeline: at once where that takes no longer than a frame, else beside the page's own work. */
export function useComputation(shown: ShownPair | undefined, stages: readonly StageSettings[]): Running {
	const preparation = useMemo(() => (shown === undefined ? undefined : prepare(shown, stages)), [shown, stages]);
	const quick = useMemo(() => (preparation !== undefined && isQuick(preparation) ? compute(preparation) : undefined), [preparation]);
	const [slow, setSlow] = useState<Slow>(NOTHING);
	useEffect(() => {
		if (preparation === undefined || quick !== undefined) { setSlow(NOTHING); return; }
		const stop = new AbortController();
		setSlow(({ computation }) => ({ computation, progress: 0, failure: undefined }));
		background.run(preparation, {
			signal: stop.signal,
			onProgress: (progress) => setSlow((before) => ({ ...before, progress })),
			onMaps: (computation) => setSlow((before) => ({ ...before, computation })),
		}).then(
			() => setSlow((before) => ({ ...before, progress: undefined })),
			(error: unknown) => { if (!stop.signal.aborted) setSlow({ ...NOTHING, failure: error instanceof Error ? error.message : String(error) }); },
		);
		return () => stop.abort();
	}, [preparation, quick]);
	return quick === undefined ? { ...slow, preparation } : { ...NOTHING, computation: quick, preparation };
}
