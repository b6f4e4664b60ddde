/** The kernels for plain WASM SIMD, in base64. */
export declare const simd: string;
/** The same kernels with the fused multiply-add of relaxed SIMD, in base64. */
export declare const relaxedSimd: string;
