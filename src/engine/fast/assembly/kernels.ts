// Everything that the host may call.
export { panelsOf } from './panels';
export { gemmConvolution, gemmScratch, packGemmWeights } from './gemm';
export { largestMagnitude } from './scan';
export { packWinogradWeights, winograd2Convolution, winograd4Convolution, winogradScratch, winogradWeights } from './winograd';
export { directConvolution, directScratch } from './direct';
export { directThreeConvolution, directThreeScratch } from './direct-three';
export { averagePooling, maxPooling, poolingScratch } from './pooling';
