/** The values that came up at each place, distinct ones once. */
import { rangeOf, reportValue } from './quantities';
import type { Relocation } from './relocation';
import type { FileRange, ReportedValue, ShapeObservation } from './report';
import type { Observation } from './torch/recorder';
import { Tensor } from './torch/tensor';

/** The distinct values at one place, by what tells them apart. */
export interface ObservedPlace {
	readonly range: FileRange;
	readonly occasion: ShapeObservation['occasion'];
	readonly values: ReadonlyMap<string, ReportedValue>;
}

function add(places: Map<string, ObservedPlace>, range: FileRange, occasion: ShapeObservation['occasion']): Map<string, ReportedValue> {
	const key = `${range.start}:${range.end}:${occasion}`;
	const place = places.get(key);
	if (place !== undefined) return place.values as Map<string, ReportedValue>;
	const values = new Map<string, ReportedValue>();
	places.set(key, { range, occasion, values });
	return values;
}

/** Gathers observations by place, in order of appearance. */
export function observedPlaces(observations: readonly Observation[]): ObservedPlace[] {
	const places = new Map<string, ObservedPlace>();
	for (const { value, occasion, site } of observations) {
		const values = add(places, rangeOf(site), occasion);
		const text = value instanceof Tensor ? `${value.text} ${value.type}` : JSON.stringify(reportValue(value));
		if (!values.has(text)) values.set(text, reportValue(value));
	}
	return [...places.values()];
}

export function relocatePlaces(places: readonly ObservedPlace[], relocation: Relocation): ObservedPlace[] {
	return places.map((place) => ({ ...place, range: relocation.range(place.range) }));
}

/** What came up at each place: in the models' own runs where there are any, else when the file was run. */
export function mergePlaces(inModels: readonly ObservedPlace[], outside: readonly ObservedPlace[]): ShapeObservation[] {
	const starts = new Set(inModels.map(({ range }) => range.start));
	const places = new Map<string, ObservedPlace>();
	for (const { range, occasion, values } of [...inModels, ...outside.filter((place) => !starts.has(place.range.start))]) {
		const known = add(places, range, occasion);
		for (const [text, value] of values) if (!known.has(text)) known.set(text, value);
	}
	return [...places.values()].map(({ range, occasion, values }) => ({ range, occasion, values: [...values.values()] })).sort((a, b) => a.range.start - b.range.start || b.range.end - a.range.end);
}
