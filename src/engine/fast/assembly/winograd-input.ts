// From a channel's rows to transformed tiles: Bᵀ d B of Lavin and Gray, first along the columns, then along the rows.
import { Job } from './job';
import { at, clear, clearLoosely } from './vector';
import { storeInputTransform } from './winograd-lanes';

/** Floats of scratch for {@link transformInput}: a row of zeros, and tile + 2 rows of all columns that the tiles touch. */
@inline
export function inputTransformScratch(tile: i32, job: Job, tilesAcross: i32): i32 {
	return job.width + 16 + (tile + 2) * rowPitch(tile, tilesAcross);
}

@inline
function rowPitch(tile: i32, tilesAcross: i32): i32 {
	return tilesAcross * tile + 24;
}

/** The row `y` of the plane, or the row of zeros. */
@inline
function rowOr(zeroRow: usize, job: Job, plane: usize, y: i32): usize {
	return <u32>y < <u32>job.height ? at(plane, y * job.width) : zeroRow;
}

/**
 * Transforms rows of tiles `tileRow` … `tileRowEnd` of one channel. The result's (tile + 2)² points stand `pointBytes` apart in `lines`,
 * each a line of tiles in reading order, with up to three written beyond its end.
 */
@inline
export function transformInput(
	tile: i32, job: Job, plane: usize, tileRow: i32, tileRowEnd: i32, tilesAcross: i32, lines: usize, pointBytes: usize, scratch: usize,
): void {
	const zeroRow = scratch, columns = at(scratch, job.width + 16), pitch = <usize>rowPitch(tile, tilesAcross) << 2;
	clearLoosely(zeroRow, job.width);
	for (; tileRow < tileRowEnd; ++tileRow) {
		transformColumns(tile, job, plane, tileRow * tile - job.paddingHeight, tilesAcross, columns, pitch, zeroRow);
		for (let row = 0; row < tile + 2; ++row) {
			transformRow(tile, columns + <usize>row * pitch, tilesAcross, lines + <usize>(row * (tile + 2)) * pointBytes, pointBytes);
		}
		lines = at(lines, tilesAcross);
	}
}

/** Bᵀd for all columns at once, with zeros where the padding is. */
@inline
function transformColumns(tile: i32, job: Job, plane: usize, y: i32, tilesAcross: i32, columns: usize, pitch: usize, zeroRow: usize): void {
	const width = job.width, left = job.paddingWidth;
	let r0 = rowOr(zeroRow, job, plane, y), r1 = rowOr(zeroRow, job, plane, y + 1), r2 = rowOr(zeroRow, job, plane, y + 2);
	let r3 = rowOr(zeroRow, job, plane, y + 3), r4 = rowOr(zeroRow, job, plane, y + 4), r5 = rowOr(zeroRow, job, plane, y + 5);
	const used = min(width, tilesAcross * tile + 2 - left);
	let target = at(columns, left);
	for (let x = 0; x < used; x += 4) {
		storeInputTransform(
			tile, target, pitch, v128.load(r0), v128.load(r1), v128.load(r2), v128.load(r3),
			tile == 4 ? v128.load(r4) : f32x4.splat(0), tile == 4 ? v128.load(r5) : f32x4.splat(0),
		);
		r0 += 16; r1 += 16; r2 += 16; r3 += 16; r4 += 16; r5 += 16; target += 16;
	}
	const end = tilesAcross * tile + 8;
	for (let row = 0; row < tile + 2; ++row) {
		clear(columns, left);
		clear(at(columns, left + used), end - left - used);
		columns += pitch;
	}
}

/** The same along a row, four tiles at a time: their columns are brought into lanes by transposing. */
@inline
function transformRow(tile: i32, row: usize, tilesAcross: i32, lines: usize, pointBytes: usize): void {
	for (let x = 0; x < tilesAcross; x += 4) {
		const v0 = v128.load(row), v1 = v128.load(row, 16), v2 = v128.load(row, 32);
		if (tile == 2) {
			const d0 = v128.shuffle<f32>(v0, v1, 0, 2, 4, 6), d1 = v128.shuffle<f32>(v0, v1, 1, 3, 5, 7);
			const d2 = v128.shuffle<f32>(d0, v2, 1, 2, 3, 4), d3 = v128.shuffle<f32>(d1, v2, 1, 2, 3, 5);
			storeInputTransform(2, lines, pointBytes, d0, d1, d2, d3, d3, d3);
			row += 32;
		} else {
			const v3 = v128.load(row, 48), v4 = v128.load(row, 64);
			const t0 = v128.shuffle<f32>(v0, v1, 0, 4, 1, 5), t1 = v128.shuffle<f32>(v2, v3, 0, 4, 1, 5);
			const t2 = v128.shuffle<f32>(v0, v1, 2, 6, 3, 7), t3 = v128.shuffle<f32>(v2, v3, 2, 6, 3, 7);
			const d0 = v128.shuffle<f32>(t0, t1, 0, 1, 4, 5), d1 = v128.shuffle<f32>(t0, t1, 2, 3, 6, 7);
			const d2 = v128.shuffle<f32>(t2, t3, 0, 1, 4, 5), d3 = v128.shuffle<f32>(t2, t3, 2, 3, 6, 7);
			storeInputTransform(
				4, lines, pointBytes, d0, d1, d2, d3, v128.shuffle<f32>(d0, v4, 1, 2, 3, 4), v128.shuffle<f32>(d1, v4, 1, 2, 3, 5),
			);
			row += 64;
		}
		lines += 16;
	}
}
