export { activate, activation, relu, traceActivation, traceRelu, type ActivationTrace } from './activation/pointwise';
export { prelu, type PReluTrace } from './activation/prelu';
export type { SoftmaxTrace } from './activation/softmax';
