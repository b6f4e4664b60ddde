// The messages between the panel's page and the editor, both ways.
import type { ThirdAxis } from '../engine/pairing';
import type { Shape } from '../engine/tensor';
import { savedStage } from './saved-stages';
import type { StageSettings } from './stage-settings';

export type { ConvolutionSettings, DepthSettings, Pair, Sides, StageSettings } from './stage-settings';

/** Where a matrix on the panel comes from. Enough to find it again after the window was reloaded. */
export type SourceReference =
	| {
		readonly kind: 'document';
		/** The document's address. */
		readonly uri: string;
		/** The stretch of text, in UTF-16 offsets, that is read. */
		readonly start: number;
		readonly end: number;
		/** 'literal': whatever matrix stands at `start`, however it grows; 'excerpt': just what is written between `start` and `end`. */
		readonly extent: 'literal' | 'excerpt';
	}
	/** A layer of a model: the input that it is given, or its kernel, with numbers that are made up. */
	| LayerReference
	| { readonly kind: 'known-kernel'; readonly id: string }
	/** A whole file: an image, a NumPy array, a table. `axes` says whether an array's channels stand in front already, or last. */
	| { readonly kind: 'file'; readonly uri: string; readonly axes: 'channels-first' | 'channels-last' };

/** A layer where it is made or called in a model's code: its settings, and the sizes of its input. */
export interface LayerReference {
	readonly kind: 'layer';
	/** The document's address, of a notebook the cell's. */
	readonly uri: string;
	/** The call, in UTF-16 offsets. */
	readonly start: number;
	readonly end: number;
	/** Which of several uses of the layer: of the model with this name, by its path there, the call with this number. */
	readonly use: { readonly model: string; readonly path: string; readonly call: number } | undefined;
}

/** What the panel convolves. */
export interface SourcePair {
	readonly input: SourceReference;
	readonly kernel: SourceReference;
}

/** What a person asked for once: the sources, however they are edited since. */
export interface ViewReference {
	/** Different for every time that something new is shown. */
	readonly id: string;
	readonly sources: SourcePair;
	/** The stages that it begins with, where they are others than one convolution of stride 1 without padding. */
	readonly beginning?: readonly StageSettings[];
	/** How matrices of rank 3 and 4 are read at first; as channels unless given. */
	readonly thirdAxis?: ThirdAxis;
}

/** What is told of a layer beside the numbers that were made for it. */
export interface ShownLayer {
	/** `conv (Conv2d)` */
	readonly name: string;
	readonly place: { readonly file: string; readonly line: number };
	/** That the numbers are made up, and what of the layer they leave out. */
	readonly sentence: string;
	/** Whether the kernel on view is the layer's, or the layer has none. */
	readonly hasKernel: boolean;
	/** The shapes of the whole layer, of which a part may be shown: (1, C, H, W) and (F, C / groups, h, w), on volumes with the depth in front of the height. */
	readonly whole: { readonly input: Shape; readonly kernel: Shape };
}

/** A matrix as the editor read it. */
export interface SourceMatrix {
	/** The variable's or the known kernel's name. */
	readonly name: string | undefined;
	/** The file's name and the line, counted from 1; undefined for a known kernel. */
	readonly place: { readonly file: string; readonly line: number } | undefined;
	/** Rank 1 to 4, as written; of a layer on volumes 5. */
	readonly shape: Shape;
	readonly values: Float64Array;
	/** The pixels of an image file: (3, H, W) for red, green and blue, or (1, H, W) for grey, from 0 to 255. */
	readonly picture?: true;
}

export type Role = keyof SourcePair;

/** What the editor tells the page. */
export type EditorMessage =
	/** The matrices to show. Another view than the last begins afresh; the same one goes on with new numbers. */
	| { readonly type: 'show'; readonly view: ViewReference; readonly input: SourceMatrix; readonly kernel: SourceMatrix; readonly layer?: ShownLayer }
	/** The document no longer gives these matrices; the last ones stay on view. */
	| { readonly type: 'stale'; readonly view: ViewReference; readonly sentence: string }
	/** What the page asked for was not done. */
	| { readonly type: 'refused'; readonly sentence: string };

/** What the page tells the editor. */
export type PageMessage =
	/** The page listens: sent once, after it was loaded; and whether it shows the matrices that stood in its HTML. */
	| { readonly type: 'ready'; readonly showing: 'opening' | 'nothing' }
	/** Show where a matrix is written. */
	| { readonly type: 'reveal'; readonly role: Role }
	/** Make the kernel the input and the input the kernel. */
	| { readonly type: 'swap' }
	/** Write a number into the matrix's literal; `index` counts its numbers row by row. */
	| { readonly type: 'edit'; readonly role: Role; readonly index: number; readonly value: number }
	/** The pointer is at a number of a matrix, or, undefined, at none. */
	| { readonly type: 'point'; readonly number: { readonly role: Role; readonly index: number } | undefined }
	/** Open a text of this language beside the panel. */
	| { readonly type: 'open'; readonly language: 'python' | 'markdown' | 'latex'; readonly text: string }
	/** Save files: one where the person says, several into a folder. */
	| { readonly type: 'save'; readonly files: readonly SavedFile[] }
	/** Copy a map; the person chooses the notation. */
	| { readonly type: 'copy'; readonly name: string; readonly shape: Shape; readonly values: Float64Array };

/** A file to be saved, under the name that is offered. */
export interface SavedFile {
	readonly name: string;
	readonly content: string | Uint8Array;
}

function hasType(message: unknown): message is { readonly type: unknown } {
	return typeof message === 'object' && message !== null && 'type' in message;
}

function isRole(value: unknown): value is Role {
	return value === 'input' || value === 'kernel';
}

function isIndex(value: unknown): value is number {
	return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isNumberOfMatrix(value: unknown): boolean {
	return typeof value === 'object' && value !== null && 'role' in value && isRole(value.role) && 'index' in value && isIndex(value.index);
}

/** A plain name: what is saved never leaves the folder that the person chose. */
function isSavedFile(value: unknown): value is SavedFile {
	return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string' && /^[\w-]+\.\w+$/.test(value.name)
		&& 'content' in value && (typeof value.content === 'string' || value.content instanceof Uint8Array);
}

function isMap(message: object): boolean {
	return 'name' in message && typeof message.name === 'string' && 'shape' in message && Array.isArray(message.shape) && message.shape.every(isIndex)
		&& 'values' in message && message.values instanceof Float64Array;
}

/** Whether what arrived at the editor is a message of the page. */
export function isPageMessage(message: unknown): message is PageMessage {
	if (!hasType(message)) return false;
	switch (message.type) {
		case 'swap': return true;
		case 'ready': return 'showing' in message && (message.showing === 'opening' || message.showing === 'nothing');
		case 'reveal': return 'role' in message && isRole(message.role);
		case 'edit': return isNumberOfMatrix(message) && 'value' in message && typeof message.value === 'number' && Number.isFinite(message.value);
		case 'point': return !('number' in message) || message.number === undefined || message.number === null || isNumberOfMatrix(message.number);
		case 'open': return 'language' in message && ['python', 'markdown', 'latex'].includes(message.language as string) && 'text' in message && typeof message.text === 'string';
		case 'save': return 'files' in message && Array.isArray(message.files) && message.files.length > 0 && message.files.every(isSavedFile);
		case 'copy': return isMap(message);
		default: return false;
	}
}

/** Whether what arrived at the page is a message of the editor. */
export function isEditorMessage(message: unknown): message is EditorMessage {
	return hasType(message) && (message.type === 'show' || message.type === 'stale' || message.type === 'refused');
}

function isReference(value: unknown): value is SourceReference {
	if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
	if (value.kind === 'file') return 'uri' in value && typeof value.uri === 'string' && 'axes' in value && (value.axes === 'channels-first' || value.axes === 'channels-last');
	if (value.kind === 'known-kernel') return 'id' in value && typeof value.id === 'string';
	const isPlace = 'uri' in value && typeof value.uri === 'string' && 'start' in value && isIndex(value.start) && 'end' in value && isIndex(value.end);
	if (value.kind === 'layer') return isPlace && (!('use' in value) || value.use === undefined || isUse(value.use));
	return value.kind === 'document' && isPlace && 'extent' in value && (value.extent === 'literal' || value.extent === 'excerpt');
}

function isUse(value: unknown): boolean {
	return typeof value === 'object' && value !== null && 'model' in value && typeof value.model === 'string' && 'path' in value && typeof value.path === 'string' && 'call' in value && isIndex(value.call);
}

/** The layer that both the input and the kernel are made for, where it is one. */
export function layerOf({ input }: SourcePair): LayerReference | undefined {
	return input.kind === 'layer' ? input : undefined;
}

function isPair(value: unknown): value is SourcePair {
	return typeof value === 'object' && value !== null && 'input' in value && isReference(value.input) && 'kernel' in value && isReference(value.kernel);
}

/** The view in a state that the page saved, perhaps by an older version; undefined where there is none. */
export function savedView(state: unknown): ViewReference | undefined {
	if (typeof state !== 'object' || state === null || !('view' in state)) return undefined;
	const { view } = state;
	if (typeof view !== 'object' || view === null || !('id' in view) || typeof view.id !== 'string' || !('sources' in view)) return undefined;
	if (!isPair(view.sources)) return undefined;
	const beginning = 'beginning' in view && Array.isArray(view.beginning) ? view.beginning.flatMap(savedStage) : [];
	return { id: view.id, sources: view.sources, ...beginning.length > 0 && { beginning }, ...'thirdAxis' in view && view.thirdAxis === 'depth' ? { thirdAxis: 'depth' } : {} };
}

/** Images of more pixels are refused: three channels of float64 for each are a hundred megabytes. */
export const MOST_PIXELS = 1 << 22;

/** The editor asks the page to decode an image: the extension host of a desktop has no decoder of its own. */
export interface ImageRequest {
	readonly type: 'decode-image';
	readonly id: number;
	readonly bytes: Uint8Array<ArrayBuffer>;
}

/** An image's pixels, row by row, four bytes each; or why there are none. */
export type DecodedImage =
	| { readonly kind: 'pixels'; readonly width: number; readonly height: number; readonly rgba: Uint8Array }
	| { readonly kind: 'too-large'; readonly width: number; readonly height: number }
	| { readonly kind: 'not-an-image' };

/** The page's answer to the request with this id. */
export interface ImageAnswer {
	readonly type: 'image-decoded';
	readonly id: number;
	readonly image: DecodedImage;
}

/** Whether what arrived at the page asks for an image's pixels. */
export function isImageRequest(message: unknown): message is ImageRequest {
	return hasType(message) && message.type === 'decode-image';
}

/** Whether what arrived at the editor is a decoded image. */
export function isImageAnswer(message: unknown): message is ImageAnswer {
	return hasType(message) && message.type === 'image-decoded';
}
