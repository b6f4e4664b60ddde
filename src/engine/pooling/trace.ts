/** One input cell under a window. */
export interface WindowCell {
	readonly inputCell: readonly number[];
	readonly value: number;
}

/** The window behind one cell of a max pooling. */
export interface MaxPoolingTrace {
	readonly kind: 'max-pooling';
	readonly cell: readonly number[];
	/** The input cells under the window, in order; padding is left out, since it never wins. */
	readonly window: readonly WindowCell[];
	readonly total: number;
}

/** The window behind one cell of an average pooling. */
export interface AveragePoolingTrace {
	readonly kind: 'average-pooling';
	readonly cell: readonly number[];
	/** The input cells under the window, in the order in which they are added; padding is left out, since it adds 0. */
	readonly window: readonly WindowCell[];
	readonly sum: number;
	readonly divisor: number;
	/** sum / divisor */
	readonly total: number;
}

/** The window behind one cell of an Lp pooling. */
export interface LpPoolingTrace {
	readonly kind: 'lp-pooling';
	readonly cell: readonly number[];
	/** The input cells under the window, in order, and their powers. */
	readonly window: readonly (WindowCell & { readonly power: number })[];
	/** The powers added up. */
	readonly sum: number;
	/** What PyTorch multiplies the sum by where the window overhangs the input; 1 otherwise. */
	readonly scale: number;
	readonly exponent: number;
	/** The root of the scaled sum. */
	readonly total: number;
}

/** How one output cell of a pooling comes about. A global or adaptive pooling shows the pooling that it is over each of its windows. */
export type PoolingTrace = MaxPoolingTrace | AveragePoolingTrace | LpPoolingTrace;
