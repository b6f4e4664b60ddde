import { refuse } from './error';
import type { Padding, SlidingWindow } from './layer';
import { namedPadding, type PaddingName } from './padding';

/** Settings of a sliding window; a single value stands for every spatial axis. */
export interface WindowOptions {
	readonly stride?: number | readonly number[];
	/** A number pads both sides of every axis; a name is worked out from the kernel. */
	readonly padding?: number | readonly Padding[] | PaddingName;
	readonly dilation?: number | readonly number[];
}

/** One entry per axis, of a setting that may be given once for all. */
export function perAxis<Value>(setting: Value | readonly Value[], axes: number): readonly Value[] {
	return Array.isArray(setting) ? (setting as readonly Value[]) : new Array<Value>(axes).fill(setting as Value);
}

/** The same padding on every side of every axis, or the padding as given. */
function paddingPerAxis(padding: number | readonly Padding[], axes: number): readonly Padding[] {
	return typeof padding === 'number' ? perAxis({ before: padding, after: padding }, axes) : padding;
}

/**
 * A window of this size with one value per axis for every setting.
 * @throws EngineError 'setting-count', or 'same-needs-stride-one' where the padding is 'same' and a stride is above 1
 */
export function slidingWindow(size: readonly number[], options: WindowOptions, defaultStride: number | readonly number[] = 1): SlidingWindow {
	const stride = perAxis(options.stride ?? defaultStride, size.length);
	const dilation = perAxis(options.dilation ?? 1, size.length);
	const given = options.padding ?? 0;
	const padding = typeof given === 'string' ? namedPadding(given, { size, stride, dilation }) : paddingPerAxis(given, size.length);
	for (const [setting, values] of [['stride', stride], ['padding', padding], ['dilation', dilation]] as const) {
		if (values.length !== size.length) refuse('setting-count', { setting, given: values.length, axes: size.length });
	}
	return { size, stride, padding, dilation };
}
