import assert from 'node:assert/strict';
import fc from 'fast-check';
import { loadFastEngine, OutOfMemoryError, type ConvolutionSettings } from '../../../src/engine/fast/fast-engine';
import { relaxedSimd, simd } from '../../../src/engine/fast/generated/kernels';
import { Heap } from '../../../src/engine/fast/heap';
import type { WasmMemory } from '../../../src/engine/fast/web-assembly';
import { randomFloats, referenceConvolution, symmetric } from './fast-reference';

/** A memory that grows the way WebAssembly's does: by detaching. */
class GrowingMemory implements WasmMemory {
	buffer = new ArrayBuffer(65536);

	grow(pages: number): number {
		const before = this.buffer.byteLength;
		const grown = new ArrayBuffer(before + pages * 65536);
		new Uint8Array(grown).set(new Uint8Array(this.buffer));
		structuredClone(this.buffer, { transfer: [this.buffer] });
		this.buffer = grown;
		return before / 65536;
	}
}

const settings: ConvolutionSettings = {
	weights: randomFloats(8 * 4 * 9, 1), weightsShape: [8, 4, 3, 3],
	stride: [1, 1], dilation: [1, 1], padding: symmetric(1, 1), groups: 1, winograd: 'avoided',
};

describe('the fast engine’s memory', () => {
	it('never hands out overlapping stretches, aligns them to 64 bytes, leaves 64 bytes after each and merges what comes back', () => {
		const steps = fc.array(fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: -20, max: -1 })), { minLength: 1, maxLength: 80 });
		fc.assert(fc.property(steps, (requests) => {
			const heap = new Heap(new GrowingMemory(), 100);
			const held: Array<{ address: number; floats: number }> = [];
			for (const request of requests) {
				if (request > 0) {
					const address = heap.allocate(request);
					assert.equal(address % 64, 0);
					for (const other of held) {
						assert.ok(address >= other.address + other.floats * 4 + 64 || address + request * 4 + 64 <= other.address, 'overlap');
					}
					held.push({ address, floats: request });
					heap.write(address, new Float32Array(request).fill(address));
				} else if (held.length > 0) {
					heap.free(held.splice(-request % held.length, 1)[0]!.address);
				}
			}
			for (const { address, floats } of held) assert.ok(heap.read(address, floats).every((value) => value === address), 'overwritten');
			for (const { address } of held) heap.free(address);
			assert.equal(heap.usedBytes, 0);
			const before = heap.committedBytes;
			heap.allocate((before - 1024 - 64) / 4); // all of it in one piece
			assert.equal(heap.committedBytes, before);
		}), { numRuns: 200, seed: 1 });
	});

	it('refuses 300 000 floats in 16 pages, and goes on', () => {
		const heap = new Heap(new GrowingMemory(), 16);
		assert.throws(() => heap.allocate(300_000), (error) => error instanceof OutOfMemoryError && error.maximumBytes === 16 * 65536);
		heap.write(heap.allocate(1000), new Float32Array(1000));
	});

	it('does not grow over 50 convolutions of 4 × 64 × 64', async () => {
		const engine = await loadFastEngine();
		const job = { ...settings, input: randomFloats(4 * 64 * 64, 2), inputShape: [1, 4, 64, 64] };
		engine.convolve(job);
		const { committed, used } = engine.memory;
		for (let i = 0; i < 50; i++) engine.convolve(job);
		assert.deepEqual({ committed: engine.memory.committed, used: engine.memory.used }, { committed, used });
	});

	it('gives everything back where a job does not fit: 4 × 1000 × 1000 in 8 MiB', async () => {
		const engine = await loadFastEngine({ maximumBytes: 8 * 2 ** 20 });
		const job = { ...settings, input: new Float32Array(4e6), inputShape: [1, 4, 1000, 1000] };
		assert.throws(() => engine.convolve(job), OutOfMemoryError);
		assert.equal(engine.memory.used, engine.memory.scratch);
		assert.equal(engine.convolve({ ...job, input: new Float32Array(400), inputShape: [1, 4, 10, 10] }).data.length, 800);
	});

	it('keeps resident tensors and prepared weights through growth, and reuses them with other numbers', async () => {
		const engine = await loadFastEngine();
		const inputShape = [1, 4, 9, 9];
		const prepared = engine.prepareConvolution(inputShape, settings);
		const input = engine.place(inputShape, randomFloats(4 * 81, 3)), output = engine.allocate(prepared.outputShape);
		const far = engine.allocate([4, 2 ** 20]); // grows
		for (const seed of [4, 5]) {
			const numbers = randomFloats(4 * 81, seed);
			input.write(numbers);
			prepared.run(input, output);
			const expected = referenceConvolution({ ...settings, size: [3, 3], input: numbers, inputShape });
			output.read().forEach((value, index) => assert.ok(Math.abs(value - expected.values[index]!) < 1e-5));
		}
		for (const each of [prepared, input, output, far]) each.release();
		assert.throws(() => input.read(), RangeError);
		assert.throws(() => prepared.run(input, output), RangeError);
	});

	it('convolves in steps to the same numbers, here 1 × 4 × 300 × 300 in at least 10 of a million multiply-adds', async () => {
		const engine = await loadFastEngine();
		const inputShape = [1, 4, 300, 300];
		const prepared = engine.prepareConvolution(inputShape, settings);
		const input = engine.place(inputShape, randomFloats(4 * 90_000, 3));
		const whole = engine.allocate(prepared.outputShape), stepped = engine.allocate(prepared.outputShape);
		prepared.run(input, whole);
		const fractions = [...prepared.steps(input, stepped, 1e6)];
		assert.ok(fractions.length >= 10, `${fractions.length} steps`);
		assert.ok(fractions.every((fraction, index) => index === 0 || fraction > fractions[index - 1]!));
		assert.equal(fractions.at(-1), 1);
		assert.deepEqual(stepped.read(new Float32Array(stepped.length)), whole.read());
		assert.throws(() => stepped.read(new Float32Array(3)), RangeError);
	});

	it('refuses tensors of another shape than prepared for', async () => {
		const engine = await loadFastEngine();
		const prepared = engine.prepareConvolution([1, 4, 9, 9], settings);
		assert.throws(() => prepared.run(engine.allocate([1, 4, 9, 8]), engine.allocate(prepared.outputShape)), RangeError);
		assert.throws(() => prepared.run(engine.allocate([1, 4, 9, 9]), engine.allocate([1, 8, 9, 8])), RangeError);
	});

	it('takes at most 60 KB of WebAssembly, both builds together', () => {
		const bytes = [simd, relaxedSimd].reduce((total, base64) => total + Buffer.from(base64, 'base64').length, 0);
		assert.ok(bytes <= 60_000, `${bytes} bytes`);
	});
});
