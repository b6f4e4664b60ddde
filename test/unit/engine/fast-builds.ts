import { setFlagsFromString } from 'node:v8';
import { bestBuild, type KernelBuild } from '../../../src/engine/fast/kernel-module';

/** The builds of the kernels that this Node can run. Node 20 knows relaxed SIMD, but only when told so. */
export function fastBuilds(): KernelBuild[] {
	setFlagsFromString('--experimental-wasm-relaxed-simd');
	return bestBuild() === 'simd' ? ['simd'] : ['simd', 'relaxed-simd'];
}
