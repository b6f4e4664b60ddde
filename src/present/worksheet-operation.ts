import type { OperationName, Parameter, Signature } from '../worksheet/signatures';
import type { Localize } from './localize';

/** One sentence on each operation of the worksheet language. */
export function operationSummary(operation: OperationName, localize: Localize): string {
	switch (operation) {
		case 'input': return localize('Begins a chain of sizes: input(channels, height, width), with the batch in front if there is one.');
		case 'conv': return localize('Slides a kernel over the input: multiply, add up, add the bias. With out_channels and kernel_size in place of a kernel it gives sizes only.');
		case 'conv_transpose': return localize('Transposed convolution: every input cell adds its multiple of the kernel to the output, a stride apart.');
		case 'maxpool': return localize('The largest value of each window.');
		case 'avgpool': return localize('The mean of each window.');
		case 'lppool': return localize('The p-norm of each window.');
		case 'adaptive_maxpool': return localize('Max pooling to a given output size.');
		case 'adaptive_avgpool': return localize('Average pooling to a given output size.');
		case 'global_maxpool': return localize('The largest value of each channel.');
		case 'global_avgpool': return localize('The mean of each channel.');
		case 'relu': return localize('max(0, x) of every value.');
		case 'leaky_relu': return localize('x where it is positive, negative_slope · x elsewhere.');
		case 'elu': return localize('x where it is positive, α·(eˣ − 1) elsewhere.');
		case 'selu': return localize('Scaled exponential linear unit of every value.');
		case 'gelu': return localize('x · Φ(x) of every value.');
		case 'sigmoid': return localize('1 / (1 + e⁻ˣ) of every value.');
		case 'tanh': return localize('The hyperbolic tangent of every value.');
		case 'softplus': return localize('log(1 + e^(β·x)) / β of every value.');
		case 'silu': return localize('x · sigmoid(x) of every value.');
		case 'hardswish': return localize('x · min(max(x + 3, 0), 6) / 6 of every value.');
		case 'prelu': return localize('Leaky ReLU whose slopes are learned.');
		case 'softmax': return localize('Exponentials along one axis, divided by their sum.');
		case 'batchnorm': return localize('Batch normalisation at inference, with the mean and variance that training left behind.');
		case 'dense': return localize('Fully connected layer: every output is a weighted sum of the whole last axis.');
		case 'flatten': return localize('Joins all axes but the batch into one.');
		case 'pad': return localize('Cells around the input; with several numbers the last axis comes first, before and after, as in PyTorch.');
		case 'upsample': return localize('Resizes by a scale or to a size.');
		case 'channels': return localize('Puts matrices together as the channels of one input or kernel.');
		case 'filters': return localize('Puts kernels together as the filters of one layer.');
		case 'shape': return localize('The sizes of a value.');
		case 'parameters': return localize('Weights and biases of a chain.');
		case 'multiply_adds': return localize('Multiply-adds of a chain, biases not counted.');
		case 'nodes': return localize('Output cells of one sample.');
		case 'fully_connected': return localize('Weights that a fully connected layer from the chain’s input to its output would have.');
		case 'receptive_field': return localize('Cells of the chain’s input that one output cell sees, along each axis.');
	}
}

/** A parameter as a signature shows it: `stride=1`. */
export function parameterText({ name, default: value, rest }: Parameter): string {
	return rest ? `${name}, …` : value === undefined ? name : `${name}=${value}`;
}

/** A form of an operation in one line, `conv(input, kernel, stride=1, …)`, with the parts that are parameters. */
export function signatureText(operation: string, { role }: Signature, form: readonly Parameter[], inChain: boolean): { readonly label: string; readonly parameters: readonly string[] } {
	const parameters = [...(role === 'stage' && !inChain ? ['input'] : []), ...form.map(parameterText)];
	return { label: `${operation}(${parameters.join(', ')})`, parameters };
}
