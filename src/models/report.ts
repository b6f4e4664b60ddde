/**
 * What is known about the models in one version of a file. Hovers, hints, lenses, the summary view and diagnostics only read this.
 * Ranges are UTF-16 offsets into the file that they name. Nothing here is worded: codes and numbers only.
 */
import type { UnknownReason } from './python/values';
import type { ShapeProblem } from './torch/problems';

export interface FileRange {
	readonly file: string;
	readonly start: number;
	readonly end: number;
}

/** A size: a number, or a symbol's expression (`B`, `4·B`); `?` where nothing is known. */
export type ReportedSize = number | string;
export type ReportedShape = readonly ReportedSize[];

/** Why something is not known. `detail` names the culprit: a module that was not found, a construct. */
export interface Doubt {
	readonly reason: UnknownReason | 'pending-lazy-layer' | 'symbolic' | 'budget';
	readonly detail: string;
}

/** A number with how far it can be trusted. Only `exact` may be shown as it stands. */
export type Quantity =
	| { readonly status: 'exact'; readonly value: number }
	| { readonly status: 'at-least'; readonly value: number; readonly doubt: Doubt }
	| { readonly status: 'unknown'; readonly doubt: Doubt };

export type ReportedValue =
	| { readonly kind: 'tensor'; readonly shape: ReportedShape; readonly type: string }
	| { readonly kind: 'sequence'; readonly items: readonly ReportedValue[] }
	| { readonly kind: 'mapping'; readonly entries: ReadonlyArray<readonly [string, ReportedValue]> }
	| { readonly kind: 'unknown'; readonly doubt: Doubt }
	| { readonly kind: 'other' };

/** The two customary ways to count multiply-adds, for one sample. */
export interface MultiplyAdds {
	/** torchvision's and fvcore's: convolutions and matrix products, no biases; transposed convolutions over the input positions. */
	readonly operations: Quantity;
	/** torchinfo's: per layer, its weights and biases times the positions they are used at; products without weights are not counted. */
	readonly weights: Quantity;
}

export interface ReceptiveFieldReport {
	/** Input cells that one output cell sees, per spatial axis. */
	readonly size: readonly number[];
	/** Input cells between what neighbouring output cells see, per spatial axis. */
	readonly jump: readonly number[];
	/** Where the first output cell's field is centred, per spatial axis. */
	readonly start: readonly number[];
	/** Branches with different jumps were merged: the largest is given. */
	readonly isMisaligned: boolean;
	/** Every output sees the whole input. */
	readonly isGlobal: boolean;
}

/** Activations with the settings that they have by default. */
export type ActivationFunction = 'relu' | 'leaky-relu' | 'elu' | 'selu' | 'gelu' | 'sigmoid' | 'tanh' | 'softplus' | 'silu' | 'hardswish';

/** What a layer does to its own result before it gives it (Keras' `activation`). */
export type FusedActivation = ActivationFunction | 'none' | 'unknown';

/** What a layer does to sizes and how many weights it has, as far as its constructor tells: enough for its formula. */
export type LayerGeometry =
	| {
		readonly kind: 'convolution'; readonly isTransposed: boolean; readonly inputChannels: ReportedSize; readonly filters: ReportedSize; readonly kernel: ReportedShape; readonly stride: ReportedShape;
		/** Per axis, on each side; `same` pads so that the size stays. */
		readonly padding: ReportedShape | 'same'; readonly dilation: ReportedShape; readonly outputPadding: ReportedShape; readonly groups: ReportedSize; readonly hasBias: boolean;
		/** What stands in the padding, by PyTorch's name: `zeros`, `reflect`, `replicate`, `circular`; empty where it is not known. */
		readonly paddingMode: string; readonly activation: FusedActivation;
		/** The sizes come before the channels (Keras' default). */
		readonly channelsLast: boolean;
	}
	| { readonly kind: 'pooling'; readonly reduction: 'max' | 'average' | 'power'; readonly kernel: ReportedShape; readonly stride: ReportedShape; readonly padding: ReportedShape | 'same'; readonly dilation: ReportedShape; readonly ceil: boolean; /** An average's divisor counts the cells under the window, its padding among them. */ readonly countsPadding: boolean; readonly channelsLast: boolean }
	/** Each output size divides its axis into as many windows; `?` where it is not known. */
	| { readonly kind: 'adaptive-pooling'; readonly reduction: 'max' | 'average'; readonly outputSize: ReportedShape; readonly channelsLast: boolean }
	| { readonly kind: 'linear'; readonly inputFeatures: ReportedSize; readonly outputFeatures: ReportedSize; readonly hasBias: boolean; readonly activation: FusedActivation }
	| { readonly kind: 'activation'; readonly function: ActivationFunction }
	/** With the mean and variance that training left behind. */
	| { readonly kind: 'batch-normalization'; readonly features: ReportedSize; readonly epsilon: number; /** A scale and a shift for each channel are learned. */ readonly hasScale: boolean }
	/** All axes but the batch are joined. */
	| { readonly kind: 'flatten' }
	| { readonly kind: 'other' };

export interface ParameterReport {
	readonly name: string;
	readonly shape: ReportedShape;
	readonly isTrainable: boolean;
}

/** One call of a layer in a forward pass. */
export interface LayerCall {
	/** The call in the person's code: `self.conv1(x)`, or the container's call that led to it. */
	readonly site: FileRange | undefined;
	/** The place in the order of calls, those of inner layers first. */
	readonly order: number;
	readonly inputs: readonly ReportedValue[];
	readonly output: ReportedValue;
	readonly multiplyAdds: MultiplyAdds;
	/** Bytes of the output for one sample, four per number. */
	readonly outputBytes: Quantity;
	readonly receptiveField: ReceptiveFieldReport | undefined;
}

/** A layer (or a part made of layers) of a model, in the order of registration. */
export interface LayerReport {
	/** `features.0`; empty for the model itself. */
	readonly path: string;
	readonly className: string;
	readonly depth: number;
	/** It holds no other layers. */
	readonly isLeaf: boolean;
	/** The constructor call in the person's code. */
	readonly constructor: FileRange | undefined;
	readonly geometry: LayerGeometry;
	/** Its own parameters, not those of the layers inside. */
	readonly parameters: readonly ParameterReport[];
	/** With the layers inside, each parameter once. */
	readonly parameterCount: Quantity;
	readonly trainableCount: Quantity;
	readonly calls: readonly LayerCall[];
}

/** Where an input's shape was taken from. */
export type InputProvenance =
	| { readonly kind: 'pragma' | 'annotation' | 'call' | 'text' | 'attribute'; readonly range: FileRange }
	| { readonly kind: 'dataset'; readonly range: FileRange; readonly name: string }
	/** The only sizes for which everything fits, from `from` to `to`; `range` is the number that decides. */
	| { readonly kind: 'solved'; readonly range: FileRange | undefined; readonly features: number; readonly from: number; readonly to: number }
	/** The first layer's channels and a default for the size. */
	| { readonly kind: 'assumed' }
	/** The layers themselves: a Keras `Input`, a linear layer's in_features. */
	| { readonly kind: 'layer'; readonly range: FileRange | undefined };

export interface InputReport {
	readonly name: string;
	readonly shape: ReportedShape;
	readonly provenance: InputProvenance;
}

export interface ModelTotals {
	readonly parameters: Quantity;
	readonly trainable: Quantity;
	readonly multiplyAdds: MultiplyAdds;
	/** torchinfo's figures, in bytes: input, forward and backward pass (twice the outputs of leaves that have parameters), parameters. */
	readonly inputBytes: Quantity;
	readonly passBytes: Quantity;
	readonly parameterBytes: Quantity;
}

export interface ModelReport {
	readonly framework: 'torch' | 'keras';
	/** The class, or the variable that holds a model without a class of its own. */
	readonly name: string;
	/** The name in its definition. */
	readonly nameRange: FileRange;
	readonly definitionRange: FileRange;
	/** How it was built: `defaults`, by a call in the file, by a function in it, or with unknown arguments. */
	readonly construction: { readonly kind: 'defaults' | 'call' | 'factory' | 'unknown-arguments'; readonly range?: FileRange; readonly name?: string };
	readonly inputs: readonly InputReport[];
	readonly output: ReportedValue;
	/** The model itself first, then what it holds. */
	readonly layers: readonly LayerReport[];
	readonly totals: ModelTotals;
	/** Environment variables that its code asks for, taken as unset. */
	readonly unsetVariables: readonly string[];
	/** Its file reads the command line: taken as run without arguments, options have their defaults. */
	readonly isPlainRun: boolean;
	/** Where the forward pass first failed: everything behind is missing from the totals. */
	readonly stoppedAt: FileRange | undefined;
}

/** A class of the file that other models are made of: its instances may differ. */
export interface PartReport {
	readonly name: string;
	readonly nameRange: FileRange;
	readonly instances: number;
	/** The distinct parameter counts of its instances, ascending. */
	readonly parameterCounts: readonly number[];
}

/** The shapes that came up at one statement or call, over all instances and rounds that passed it. */
export interface ShapeObservation {
	readonly range: FileRange;
	readonly occasion: 'assignment' | 'return' | 'expression' | 'call';
	/** Distinct values in order of appearance; more than one where instances disagree. */
	readonly values: readonly ReportedValue[];
}

/** A layer's constructor call as it stands in the text, with every use of it. */
export interface LayerSite {
	readonly range: FileRange;
	readonly className: string;
	readonly geometry: LayerGeometry;
	readonly parameters: readonly ParameterReport[];
	readonly parameterCount: Quantity;
	/** Indices into `FileReport.models` with the layer's path there. Empty for a layer on its own. */
	readonly uses: ReadonlyArray<{ readonly model: number; readonly path: string }>;
}

/** One step back from a number that does not fit: an operation and the shape it gave. */
export interface TraceStep {
	readonly operation: string;
	readonly shape: ReportedShape;
	readonly range: FileRange | undefined;
}

/** Text to put in place of a range. */
export interface QuickFix {
	readonly kind: 'set-argument' | 'add-argument' | 'crop' | 'rename' | 'insert-comma' | 'wrap-in-module-list' | 'keep-batch' | 'call-super';
	readonly range: FileRange;
	readonly text: string;
	/** The argument that is set. */
	readonly argument?: string;
}

/** Mistakes in the text itself that make a model something else than what was meant. */
export type Slip =
	| { readonly code: 'misspelled-method'; readonly numbers: { readonly name: string; readonly meant: string } }
	| { readonly code: 'layers-in-plain-list'; readonly numbers: { readonly attribute: string; readonly layers: number } }
	| { readonly code: 'missing-comma'; readonly numbers: Readonly<Record<string, never>> }
	| { readonly code: 'missing-super-call'; readonly numbers: { readonly className: string } };

export interface ProblemReport {
	readonly problem: ShapeProblem<ReportedSize> | Slip;
	/** Where to underline. */
	readonly range: FileRange;
	/** The layer's constructor, where another one than `range`. */
	readonly constructor: FileRange | undefined;
	/** `if-input-as-assumed`: the input's size was not stated, and another size might not fail. */
	readonly certainty: 'certain' | 'if-input-as-assumed';
	/** The nearest step first. */
	readonly trace: readonly TraceStep[];
	readonly fix: QuickFix | undefined;
}

export interface FileReport {
	readonly file: string;
	readonly models: readonly ModelReport[];
	readonly parts: readonly PartReport[];
	/** Ascending by position. */
	readonly observations: readonly ShapeObservation[];
	/** Ascending by position. */
	readonly layers: readonly LayerSite[];
	readonly problems: readonly ProblemReport[];
	/** The work ran out of its budget: what is missing is not known to be absent. */
	readonly isIncomplete: boolean;
}
