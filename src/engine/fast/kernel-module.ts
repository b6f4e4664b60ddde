import { relaxedSimd, simd } from './generated/kernels';
import { webAssembly, type WasmMemory, type WasmModule } from './web-assembly';

/** The two builds of the kernels. */
export type KernelBuild = 'simd' | 'relaxed-simd';

/**
 * A kernel for convolutions: the job's record, the addresses of input, output and scratch, and the part of the work to do:
 * units from … to, and panels of filters from … to.
 */
export type ConvolutionKernel = (
	job: number, input: number, output: number, scratch: number, from: number, to: number, panelFrom: number, panelTo: number,
) => void;

/** The same for poolings, which have no panels. */
export type PoolingKernel = (job: number, input: number, output: number, scratch: number, from: number, to: number) => void;

/** What the WebAssembly module exports; its sources in assembly/ document each. */
export interface Kernels {
	panelsOf(filters: number): number;
	/** The greatest magnitude of so many floats; NaN with a NaN among them. */
	largestMagnitude(numbers: number, count: number): number;
	packGemmWeights(weights: number, target: number, filters: number, terms: number, groups: number): void;
	gemmScratch(job: number): number;
	readonly gemmConvolution: ConvolutionKernel;
	winogradWeights(tile: number, channels: number, filters: number, groups: number): number;
	packWinogradWeights(tile: number, weights: number, target: number, filters: number, channels: number, groups: number, scratch: number): void;
	winogradScratch(tile: number, job: number): number;
	readonly winograd2Convolution: ConvolutionKernel;
	readonly winograd4Convolution: ConvolutionKernel;
	directScratch(job: number): number;
	readonly directConvolution: ConvolutionKernel;
	directThreeScratch(job: number): number;
	readonly directThreeConvolution: ConvolutionKernel;
	poolingScratch(job: number): number;
	readonly maxPooling: PoolingKernel;
	readonly averagePooling: PoolingKernel;
}

/** The names of the kernels that do a part of a convolution or pooling. */
export type KernelName =
	| 'gemmConvolution' | 'winograd2Convolution' | 'winograd4Convolution' | 'directConvolution' | 'directThreeConvolution'
	| 'maxPooling' | 'averagePooling';

/** A function without parameters that returns relaxed_madd of three zero vectors. */
function relaxedProbe(): Uint8Array {
	const zeroVector = [0xfd, 0x0c, ...new Array<number>(16).fill(0)];
	const body = [0, ...zeroVector, ...zeroVector, ...zeroVector, 0xfd, 0x85, 0x02, 0x0b];
	return new Uint8Array([
		0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0, // magic, version
		1, 5, 1, 0x60, 0, 1, 0x7b, // one type: () → v128
		3, 2, 1, 0, // one function of that type
		10, body.length + 2, 1, body.length, ...body,
	]);
}

/** The best build that this host accepts: relaxed SIMD is never tried blindly, since Node 20 and Safari refuse it. */
export function bestBuild(): KernelBuild {
	return webAssembly.validate(relaxedProbe()) ? 'relaxed-simd' : 'simd';
}

const compiled = new Map<string, Promise<WasmModule>>();

/** How the import of the memory stands in the module: two names after their lengths, and that it is a memory. A byte of flags follows. */
const MEMORY_IMPORT = '\x03env\x06memory\x02';

/** The flag of a memory with a maximum, not shared; as compiled, it is shared. */
const LIMITED = 1;

/** Decodes and compiles a build, once, to work on shared memory or on memory of its own: the modules differ in a flag. */
export function compileKernels(build: KernelBuild, shared: boolean): Promise<WasmModule> {
	const key = `${build} ${shared ? 'shared' : 'own'}`;
	let module = compiled.get(key);
	if (!module) {
		const code = atob(build === 'simd' ? simd : relaxedSimd);
		const bytes = Uint8Array.from(code, (character) => character.charCodeAt(0));
		if (!shared) bytes[code.indexOf(MEMORY_IMPORT) + MEMORY_IMPORT.length] = LIMITED;
		module = webAssembly.compile(bytes);
		compiled.set(key, module);
	}
	return module;
}

/** The kernels at work on that memory. */
export async function instantiateKernels(module: WasmModule, memory: WasmMemory): Promise<Kernels> {
	const { exports } = await webAssembly.instantiate(module, { env: { memory } });
	return exports as Kernels;
}
