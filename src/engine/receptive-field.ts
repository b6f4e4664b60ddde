import type { AxisGeometry } from './geometry';

/** What part of the pipeline's own input one output cell sees along one axis. */
export interface ReceptiveField {
	/** Cells of the original input that one output cell depends on; the most that any does, where they differ. */
	readonly size: number;
	/** Cells of the original input between the fields of neighbouring output cells; a fraction after upsampling. */
	readonly jump: number;
	/** Where, on the original input, the field of the first output cell begins; negative on padding. */
	readonly start: number;
}

/** The receptive field of the input itself: one cell. */
export const INITIAL_RECEPTIVE_FIELD: ReceptiveField = { size: 1, jump: 1, start: 0 };

/** The greatest common divisor of two whole numbers above 0. */
export function greatestCommonDivisor(one: number, other: number): number {
	return other === 0 ? one : greatestCommonDivisor(other, one % other);
}

/**
 * The most input cells, from the first to the last, that one output cell of a transposed convolution is made of: the weights that meet
 * an input cell together with the first one are S / gcd(S, D) apart.
 */
function transposedReach({ kernel, stride, dilation }: AxisGeometry): number {
	const apart = stride / greatestCommonDivisor(stride, dilation);
	return Math.floor((kernel - 1) / apart) * (apart * dilation / stride) + 1;
}

/** The field after one more sliding window (Araujo, Norris, Sim, "Computing Receptive Fields of CNNs", Distill 2019). */
export function growReceptiveField(field: ReceptiveField, geometry: AxisGeometry): ReceptiveField {
	if (geometry.transposed) {
		return {
			size: field.size + (transposedReach(geometry) - 1) * field.jump,
			jump: field.jump / geometry.stride,
			start: field.start + Math.ceil((geometry.padding.before - geometry.effectiveKernel + 1) / geometry.stride) * field.jump,
		};
	}
	return {
		size: field.size + (geometry.effectiveKernel - 1) * field.jump,
		jump: field.jump * geometry.stride,
		start: field.start - geometry.padding.before * field.jump,
	};
}
