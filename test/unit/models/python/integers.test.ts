import assert from 'node:assert/strict';
import fc from 'fast-check';
import { add, compareIntegers, divideExactly, floorDivide, modulo, multiply, subtract, SymbolicInteger, valueOf } from '../../../../src/models/python/integers';
import type { Integer } from '../../../../src/models/python/integers';

const B = SymbolicInteger.symbol('B', 8);
const H = SymbolicInteger.symbol('H', 224);

describe('integers with symbols', () => {
	it('shows B·4 + 1, gathers like terms and falls back to plain numbers', () => {
		assert.equal(String(add(multiply(B, 4), 1)), '4·B + 1');
		assert.equal(String(subtract(multiply(3, B), B)), '2·B');
		assert.equal(subtract(B, B), 0);
		assert.equal(String(multiply(B, H)), 'B·H');
	});
	it('divides exactly where every coefficient allows it', () => {
		assert.equal(String(divideExactly(multiply(B, 392), 49)), '8·B');
		assert.equal(divideExactly(multiply(B, 392), 50), undefined);
		assert.equal(divideExactly(multiply(multiply(B, H), 6), multiply(B, 2))?.toString(), '3·H');
	});
	it('keeps a quotient that does not come out even: ⌊(H + −3)/2⌋', () => {
		const half = floorDivide(subtract(H, 3), 2);
		assert.equal(valueOf(half), 110);
		assert.equal(valueOf(half, new Map([['H', 33]])), 15);
	});
	it('does not decide about a symbol without a hint', () => {
		assert.equal(compareIntegers(SymbolicInteger.symbol('?'), 3), undefined);
		assert.equal(compareIntegers(B, 3), 1);
	});
	it('computes the same as plain numbers once the symbol is bound', () => {
		const small = fc.integer({ min: -20, max: 20 });
		fc.assert(fc.property(small, small, small, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 50 }), (a, b, c, d, value) => {
			const formula = (x: Integer): Integer => add(floorDivide(add(multiply(multiply(x, x), a), multiply(x, b)), d), add(modulo(add(x, c), d), subtract(c, x)));
			assert.equal(valueOf(formula(SymbolicInteger.symbol('B', 8)), new Map([['B', value]])), formula(value));
		}));
	});
});
