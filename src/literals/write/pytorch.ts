import type { Tensor } from '../../engine/tensor';
import { nestedText } from './nested-text';
import { numberText } from './number-text';

/** `name = torch.tensor([[…]])`, in float64 where PyTorch's own float32 would lose digits. */
export function writePyTorch(tensor: Tensor, name?: string): string {
	const head = `${name === undefined ? '' : `${name} = `}torch.tensor(`;
	const losesDigits = tensor.data.some((value) => !Number.isNaN(value) && Math.fround(value) !== value);
	const numbers = nestedText(tensor, (value) => numberText(value, { nan: 'torch.nan', infinity: 'torch.inf' }), ['[', ']'], head.length);
	return `${head}${numbers}${losesDigits ? ', dtype=torch.float64' : ''})`;
}
