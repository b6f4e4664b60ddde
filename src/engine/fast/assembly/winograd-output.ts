// From products to output cells: Aᵀ M A of Lavin and Gray, four tiles at a time.
import { at } from './vector';
import { storeOutputTransform } from './winograd-lanes';

/** Floats of scratch for {@link transformOutput}. */
export const OUTPUT_TRANSFORM_SCRATCH: i32 = 64 * 4;

/**
 * Transforms `count` tiles, in reading order from `first`, of one filter. The products' (tile + 2)² points stand `pointBytes` apart.
 * Nothing is written beyond the output's rows.
 */
@inline
export function transformOutput(
	tile: i32, products: usize, pointBytes: usize, first: i32, count: i32, tilesAcross: i32,
	plane: usize, height: i32, width: i32, bias: f32, scratch: usize,
): void {
	const points = tile + 2, half = scratch, whole = at(scratch, 4 * 4 * 6), none = f32x4.splat(0), lanes = f32x4.splat(bias);
	let tileRow = first / tilesAcross, tileColumn = first - tileRow * tilesAcross;
	for (let done = 0; done < count; done += 4) {
		// half[row of the tile][point along the row], whole[row of the tile][column of the tile], each four tiles wide.
		for (let point = 0; point < points; ++point) {
			const column = products + <usize>point * pointBytes;
			storeOutputTransform(tile, half + (<usize>point << 4), <usize>points << 4, column, <usize>points * pointBytes, none);
		}
		for (let row = 0; row < tile; ++row) {
			storeOutputTransform(tile, whole + (<usize>(row * tile) << 4), 16, half + (<usize>(row * points) << 4), 16, lanes);
		}
		const wanted = min(4, count - done), y = tileRow * tile, x = tileColumn * tile;
		if (wanted == 4 && tileColumn + 4 <= tilesAcross && x + 4 * tile <= width) {
			storeNeighbours(tile, whole, at(plane, y * width + x), <usize>width << 2, min(tile, height - y));
			tileColumn += 4;
		} else {
			for (let index = 0; index < wanted; ++index) {
				storeTile(tile, at(whole, index), plane, tileRow * tile, tileColumn * tile, height, width);
				if (++tileColumn == tilesAcross) {
					tileColumn = 0;
					++tileRow;
				}
			}
		}
		if (tileColumn == tilesAcross) {
			tileColumn = 0;
			++tileRow;
		}
		products += 16;
	}
}

/** Stores four tiles that stand side by side. */
@inline
function storeNeighbours(tile: i32, whole: usize, target: usize, pitch: usize, rows: i32): void {
	for (let row = 0; row < rows; ++row) {
		const c0 = v128.load(whole), c1 = v128.load(whole, 16);
		if (tile == 2) {
			v128.store(target, v128.shuffle<f32>(c0, c1, 0, 4, 1, 5));
			v128.store(target, v128.shuffle<f32>(c0, c1, 2, 6, 3, 7), 16);
		} else {
			const c2 = v128.load(whole, 32), c3 = v128.load(whole, 48);
			const t0 = v128.shuffle<f32>(c0, c1, 0, 4, 1, 5), t1 = v128.shuffle<f32>(c2, c3, 0, 4, 1, 5);
			const t2 = v128.shuffle<f32>(c0, c1, 2, 6, 3, 7), t3 = v128.shuffle<f32>(c2, c3, 2, 6, 3, 7);
			v128.store(target, v128.shuffle<f32>(t0, t1, 0, 1, 4, 5));
			v128.store(target, v128.shuffle<f32>(t0, t1, 2, 3, 6, 7), 16);
			v128.store(target, v128.shuffle<f32>(t2, t3, 0, 1, 4, 5), 32);
			v128.store(target, v128.shuffle<f32>(t2, t3, 2, 3, 6, 7), 48);
		}
		whole += <usize>tile << 4;
		target += pitch;
	}
}

/** Stores what of one tile lies inside the output; its cells stand four floats apart. */
@inline
function storeTile(tile: i32, cells: usize, plane: usize, y: i32, x: i32, height: i32, width: i32): void {
	const rows = min(tile, height - y), columns = min(tile, width - x);
	let target = at(plane, y * width + x);
	for (let row = 0; row < rows; ++row) {
		for (let column = 0; column < columns; ++column) store<f32>(at(target, column), load<f32>(at(cells, (row * tile + column) << 2)));
		target = at(target, width);
	}
}
