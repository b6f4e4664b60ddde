import { strides, type Tensor } from '../../engine/tensor';

/** The numbers in the order of the languages that count the first axis fastest. */
export function columnMajorNumbers({ shape, data }: Tensor): number[] {
	const steps = strides(shape);
	const cell = shape.map(() => 0);
	return Array.from(data, () => {
		const value = data[cell.reduce((offset, place, axis) => offset + place * steps[axis]!, 0)]!;
		for (let axis = 0; axis < cell.length; axis++) {
			cell[axis] = (cell[axis]! + 1) % shape[axis]!;
			if (cell[axis]! > 0) break;
		}
		return value;
	});
}
