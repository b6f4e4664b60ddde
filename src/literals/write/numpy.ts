import type { Tensor } from '../../engine/tensor';
import { nestedText } from './nested-text';
import { numberText } from './number-text';

/** `name = np.array([[1, 2],` and so on, row below row. */
export function writeNumPy(tensor: Tensor, name?: string): string {
	const head = `${name === undefined ? '' : `${name} = `}np.array(`;
	return `${head}${nestedText(tensor, (value) => numberText(value, { nan: 'np.nan', infinity: 'np.inf' }), ['[', ']'], head.length)})`;
}
