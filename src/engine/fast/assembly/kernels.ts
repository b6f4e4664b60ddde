// Everything that the host may call.
export { panelsOf } from './panels';
export { gemmConvolution, gemmScratch, packGemmWeights } from './gemm';
export { withinMagnitude } from './scan';
export { packWinograd2Weights, packWinograd4Weights, winograd2Convolution, winograd4Convolution, winogradScratch, winogradWeights } from './winograd';
export { directConvolution, directScratch } from './direct';
export { directThreeConvolution, directThreeScratch } from './direct-three';
