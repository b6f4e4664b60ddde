// The part of the WebAssembly API that the engine uses. It is declared here because this room compiles with and without the DOM's types.

export interface WasmMemory {
	readonly buffer: ArrayBuffer | SharedArrayBuffer;
	grow(pages: number): number;
}

/** A compiled module; opaque. */
export type WasmModule = object;

export interface WebAssemblyApi {
	validate(bytes: Uint8Array): boolean;
	compile(bytes: Uint8Array): Promise<WasmModule>;
	instantiate(module: WasmModule, imports: object): Promise<{ readonly exports: object }>;
	readonly Memory: new (limits: { initial: number; maximum: number; shared?: boolean }) => WasmMemory;
}

/** WebAssembly as the host gives it. */
export const webAssembly = (globalThis as unknown as { readonly WebAssembly: WebAssemblyApi }).WebAssembly;

/** Bytes of one page of WebAssembly memory. */
export const PAGE_BYTES = 65536;
