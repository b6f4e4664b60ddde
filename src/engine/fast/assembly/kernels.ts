// Everything that the host may call.
export { panelsOf } from './panels';
export { gemmConvolution, gemmScratch, packGemmWeights } from './gemm';
