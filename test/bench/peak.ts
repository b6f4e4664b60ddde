// How fast this host's WebAssembly multiplies and adds float32 vectors when nothing else is in the way: the yardstick.

/** Independent chains: enough to hide the latency, few enough to stay in registers. */
const CHAINS = 12;
const STEPS_PER_TURN = 4;
const TURNS_PER_CALL = 60_000;

function leb(value: number): number[] {
	return value < 128 ? [value] : [(value & 127) | 128, ...leb(value >> 7)];
}

const section = (id: number, body: readonly number[]) => [id, ...leb(body.length), ...body];
const localGet = (index: number) => [0x20, index];
const localSet = (index: number) => [0x21, index];

/** (turns: i32, x: f32) → f32, with `relaxed` a fused multiply-add, otherwise a multiplication and an addition. */
function peakModule(relaxed: boolean): Uint8Array {
	const factor = 2, addend = 3, firstChain = 4;
	const splat = [0xfd, 0x13], multiply = [0xfd, 0xe6, 0x01], add = [0xfd, 0xe4, 0x01], fused = [0xfd, 0x85, 0x02];
	const code = [...localGet(1), ...splat, ...localSet(factor), ...localGet(1), ...splat, ...localSet(addend)];
	for (let chain = 0; chain < CHAINS; chain++) code.push(...localGet(1), ...splat, ...localSet(firstChain + chain));
	code.push(0x03, 0x40); // loop
	for (let step = 0; step < STEPS_PER_TURN; step++) {
		for (let chain = firstChain; chain < firstChain + CHAINS; chain++) {
			code.push(...localGet(factor), ...localGet(addend));
			code.push(...(relaxed ? [...localGet(chain), ...fused] : [...multiply, ...localGet(chain), ...add]), ...localSet(chain));
		}
	}
	code.push(...localGet(0), 0x41, 1, 0x6b, 0x22, 0, 0x0d, 0, 0x0b); // turns -= 1; repeat unless 0; end
	code.push(...localGet(firstChain));
	for (let chain = firstChain + 1; chain < firstChain + CHAINS; chain++) code.push(...localGet(chain), ...add);
	code.push(0xfd, 0x1f, 0, 0x0b); // the first lane; end
	const body = [1, CHAINS + 2, 0x7b, ...code];
	return new Uint8Array([
		0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
		...section(1, [1, 0x60, 2, 0x7f, 0x7d, 1, 0x7d]), ...section(3, [1, 0]), ...section(7, [1, 1, 0x66, 0, 0]),
		...section(10, [1, ...leb(body.length), ...body]),
	]);
}

interface WebAssemblyApi {
	readonly Module: new (bytes: Uint8Array) => object;
	readonly Instance: new (module: object) => { readonly exports: { readonly f: (turns: number, x: number) => number } };
	validate(bytes: Uint8Array): boolean;
}

/** Measures the peak for so many milliseconds per call, in operations per second: two per multiply-add and lane. */
export function peakMeter(): (milliseconds: number) => number {
	const api = (globalThis as unknown as { readonly WebAssembly: WebAssemblyApi }).WebAssembly;
	const relaxed = peakModule(true);
	const { f } = new api.Instance(new api.Module(api.validate(relaxed) ? relaxed : peakModule(false))).exports;
	f(100_000, 0.5);
	return (milliseconds) => {
		const start = performance.now();
		let turns = 0, spent = 0;
		for (; spent < milliseconds; spent = performance.now() - start) {
			f(TURNS_PER_CALL, 0.5);
			turns += TURNS_PER_CALL;
		}
		return turns * STEPS_PER_TURN * CHAINS * 8 / spent * 1000;
	};
}
