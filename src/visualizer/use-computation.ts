import { useEffect, useMemo, useState } from 'preact/hooks';
import { compute, computeSlowly, isQuick, prepare, type Computation, type Preparation } from './computation';
import type { StageSettings } from './stage-settings';
import type { ShownPair } from './view-state';

/** What a running computation has to show. */
export interface Running {
	/** The newest results; those of the settings before while the next are being computed. */
	readonly computation: Computation | undefined;
	/** The present settings' shapes, known at once. */
	readonly preparation: Preparation | undefined;
	/** The share that is done, from 0 to 1; undefined while nothing is computed. */
	readonly progress: number | undefined;
}

interface Slow {
	readonly preparation: Preparation;
	readonly computation: Computation | undefined;
	readonly progress: number | undefined;
}

/** Computes the pipeline: at once where that takes no longer than a frame, else beside the page's own work. */
export function useComputation(shown: ShownPair | undefined, stages: readonly StageSettings[]): Running {
	const preparation = useMemo(() => (shown === undefined ? undefined : prepare(shown, stages)), [shown, stages]);
	const quick = useMemo(() => (preparation !== undefined && isQuick(preparation) ? compute(preparation) : undefined), [preparation]);
	const [slow, setSlow] = useState<Slow>();
	useEffect(() => {
		if (preparation === undefined || quick !== undefined) { setSlow(undefined); return; }
		const stop = new AbortController();
		setSlow((before) => ({ preparation, computation: before?.computation, progress: 0 }));
		void computeSlowly(preparation, stop.signal, (progress) => setSlow((before) => before && { ...before, progress })).then(
			(computation) => { if (!stop.signal.aborted) setSlow({ preparation, computation, progress: undefined }); },
			(error: unknown) => { if (!stop.signal.aborted) throw error; },
		);
		return () => stop.abort();
	}, [preparation, quick]);
	if (quick !== undefined) return { computation: quick, preparation, progress: undefined };
	return { computation: slow?.computation, preparation, progress: slow?.progress };
}
