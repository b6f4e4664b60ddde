import type { Tensor } from '../engine/tensor';
import type { Plane } from '../present/heat-map';
import { planeOf } from '../present/matrix-summary';

const KNOWN = new WeakMap<Tensor, Map<number, Plane>>();

/** One plane of a tensor: the same object every time, so that what was drawn of it is not drawn again. */
export function keptPlane(tensor: Tensor, index: number): Plane {
	const planes = KNOWN.get(tensor) ?? new Map<number, Plane>();
	KNOWN.set(tensor, planes);
	const plane = planes.get(index) ?? planeOf(tensor, index);
	planes.set(index, plane);
	return plane;
}
