// The part of gifenc that is used; the package has no types of its own.
declare module 'gifenc' {
	export type Colour = readonly [red: number, green: number, blue: number];

	interface FrameOptions {
		readonly palette?: readonly Colour[];
		/** milliseconds */
		readonly delay?: number;
		/** 0: forever */
		readonly repeat?: number;
		readonly transparent?: boolean;
		readonly transparentIndex?: number;
		readonly dispose?: number;
	}

	interface Encoder {
		writeFrame(indices: Uint8Array, width: number, height: number, options: FrameOptions): void;
		finish(): void;
		bytes(): Uint8Array<ArrayBuffer>;
	}

	export function GIFEncoder(): Encoder;
	export function quantize(pixels: Uint8ClampedArray, colours: number, options: { readonly format: 'rgb565' }): Colour[];
	export function applyPalette(pixels: Uint8ClampedArray, palette: readonly Colour[], format: 'rgb565'): Uint8Array;
}
