/**
 * How much of the input one output cell sees, axis by axis.
 * Araujo, Norris, Sim: "Computing Receptive Fields of Convolutional Neural Networks", Distill 2019.
 */

export interface FieldAxis {
	/** How many input cells one output cell sees. */
	readonly size: number;
	/** How far apart, in input cells, neighbouring output cells see. */
	readonly jump: number;
	/** The input coordinate of the first output cell's centre. */
	readonly start: number;
}

export interface ReceptiveField {
	/** One per spatial axis, the last axes of the tensor. */
	readonly axes: readonly FieldAxis[];
	/** Branches with different jumps met: the sizes are the largest. */
	readonly isMisaligned: boolean;
	/** A global pooling or a layer over all positions came before: every cell sees the whole input. */
	readonly isGlobal: boolean;
}

/** What the input itself sees: one cell each. */
export function initialField(spatialAxes: number): ReceptiveField {
	return { axes: Array.from({ length: spatialAxes }, () => ({ size: 1, jump: 1, start: 0 })), isMisaligned: false, isGlobal: false };
}

/** Behind a window of `kernel` cells: r += (k − 1)·j and j *= s, with the dilated kernel k = d·(F − 1) + 1. */
export function throughWindow(field: ReceptiveField | undefined, kernel: readonly number[], stride: readonly number[], paddingBefore: readonly number[]): ReceptiveField | undefined {
	if (field?.axes.length !== kernel.length) return undefined;
	const axes = field.axes.map(({ size, jump, start }, axis) => ({
		size: size + (kernel[axis]! - 1) * jump,
		jump: jump * stride[axis]!,
		start: start + ((kernel[axis]! - 1) / 2 - paddingBefore[axis]!) * jump,
	}));
	return { ...field, axes };
}

/** Behind a layer that spreads every cell over `factor` cells: a transposed convolution or an interpolation, `extra` cells wide on its own. */
export function throughEnlargement(field: ReceptiveField | undefined, factor: readonly number[], kernel?: readonly number[]): ReceptiveField | undefined {
	if (field?.axes.length !== factor.length) return undefined;
	const axes = field.axes.map(({ size, jump, start }, axis) => {
		const reach = kernel === undefined ? 0 : Math.ceil(kernel[axis]! / factor[axis]!) - 1;
		return { size: size + reach * jump, jump: jump / factor[axis]!, start };
	});
	return { ...field, axes };
}

/** Where branches meet: the largest field; different jumps are flagged. */
export function mergeFields(fields: ReadonlyArray<ReceptiveField | undefined>): ReceptiveField | undefined {
	const known = fields.filter((field) => field !== undefined);
	const [first, ...rest] = known;
	if (first === undefined || rest.some((field) => field.axes.length !== first.axes.length)) return undefined;
	const axes = first.axes.map((axis, index) => known.reduce((largest, field) => (field.axes[index]!.size > largest.size ? field.axes[index]! : largest), axis));
	const aligned = known.every((field) => field.axes.every((axis, index) => axis.jump === first.axes[index]!.jump));
	return { axes, isMisaligned: known.some((field) => field.isMisaligned) || !aligned, isGlobal: known.some((field) => field.isGlobal) };
}

export function globalField(field: ReceptiveField | undefined): ReceptiveField | undefined {
	return field === undefined ? undefined : { ...field, isGlobal: true };
}
