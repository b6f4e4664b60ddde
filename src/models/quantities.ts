/** From the interpreter's values to what a report says. */
import { SymbolicInteger, valueOf } from './python/integers';
import type { Integer } from './python/integers';
import { display } from './python/text';
import { Dict, List, Tuple } from './python/containers';
import { Unknown } from './python/values';
import type { Site, Value } from './python/values';
import type { Doubt, FileRange, Quantity, ReportedShape, ReportedSize, ReportedValue } from './report';
import { isUnknownSize } from './torch/sizes';
import { Tensor } from './torch/tensor';

/** The symbol of the batch. */
export const BATCH = 'B';

const ONE_SAMPLE: ReadonlyMap<string, number> = new Map([[BATCH, 1]]);

export function doubtOf(unknown: Unknown): Doubt {
	return { reason: unknown.reason, detail: unknown.detail };
}

/** A count for one sample; symbols other than the batch have to be known. */
export function quantity(count: Integer | undefined, doubt?: Unknown): Quantity {
	const isKnown = count !== undefined && !isUnknownSize(count) && (typeof count === 'number' || count.dependsOnlyOn(BATCH));
	const value = isKnown ? valueOf(count, ONE_SAMPLE) : undefined;
	if (value === undefined || !Number.isFinite(value)) return { status: 'unknown', doubt: doubt === undefined ? { reason: 'symbolic', detail: '' } : doubtOf(doubt) };
	return doubt === undefined ? { status: 'exact', value } : { status: 'at-least', value, doubt: doubtOf(doubt) };
}

/** The sum of two quantities, as trustworthy as the worse of them. */
export function sumOf(first: Quantity, second: Quantity): Quantity {
	if (first.status === 'unknown') return second.status === 'unknown' ? first : { status: 'at-least', value: second.value, doubt: first.doubt };
	if (second.status === 'unknown') return { status: 'at-least', value: first.value, doubt: second.doubt };
	const value = first.value + second.value;
	if (first.status === 'at-least') return { ...first, value };
	return second.status === 'at-least' ? { ...second, value } : { status: 'exact', value };
}

export function reportSize(size: Integer): ReportedSize {
	if (!(size instanceof SymbolicInteger)) return size;
	return isUnknownSize(size) ? '?' : size.toString();
}

export function reportShape(shape: readonly Integer[]): ReportedShape {
	return shape.map(reportSize);
}

export function reportValue(value: Value): ReportedValue {
	if (value instanceof Tensor) return { kind: 'tensor', shape: reportShape(value.shape), type: value.type };
	if (value instanceof Tuple || value instanceof List) {
		const items = value.items.map(reportValue);
		return items.some((item) => item.kind !== 'other') ? { kind: 'sequence', items } : { kind: 'other' };
	}
	if (value instanceof Dict) {
		const entries = value.entries().map(([key, item]) => [display(key), reportValue(item)] as const);
		return entries.some(([, item]) => item.kind !== 'other') ? { kind: 'mapping', entries } : { kind: 'other' };
	}
	return value instanceof Unknown ? { kind: 'unknown', doubt: doubtOf(value) } : { kind: 'other' };
}

export function rangeOf(site: Site): FileRange {
	return { file: site.file, start: site.start, end: site.end };
}
