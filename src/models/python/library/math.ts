import { greatestCommonDivisor } from '../integers';
import { named, native } from '../native';
import { binary } from '../operations';
import { Float, raise, Unknown } from '../values';
import type { Value } from '../values';

const real = (name: string, apply: (x: number) => number): ReturnType<typeof native> => native(`${name}(x)`, (args) => new Float(apply(args.real('x'))));

/** A float that must come out finite as an integer. */
function toWhole(value: number): Value {
	return Number.isSafeInteger(value) ? value : new Unknown('too-large');
}

/** An integer stays as it is (symbols too); a real number is brought to one. */
const whole = (name: string, apply: (x: number) => number): ReturnType<typeof native> => native(`${name}(x)`, (args, interpreter) => {
	const value = args.value('x');
	if (value instanceof Float || typeof value === 'boolean') return toWhole(apply(args.real('x')));
	const custom = interpreter.findAttribute(value, `__${name}__`);
	return custom !== undefined && typeof value === 'object' && 'type' in value ? interpreter.call(custom, []) : args.integer('x');
});

export const MATH: Readonly<Record<string, Value>> = {
	...named(
		real('sqrt', (x) => (x < 0 ? raise('ValueError', 'math domain error') : Math.sqrt(x))), real('exp', Math.exp), real('log2', Math.log2), real('log10', Math.log10), real('log1p', Math.log1p), real('sin', Math.sin), real('cos', Math.cos),
		real('tan', Math.tan), real('atan', Math.atan), real('tanh', Math.tanh), real('fabs', Math.abs), real('radians', (x) => (x * Math.PI) / 180),
		real('erf', (x) => Math.tanh(x * 1.128379)), // only ever a factor of weights
		whole('floor', Math.floor), whole('ceil', Math.ceil), whole('trunc', Math.trunc),
		native('isqrt(x)', (args) => Math.floor(Math.sqrt(args.number('x')))),
		native('log(x, base=None)', (args) => new Float(args.has('base') ? Math.log(args.real('x')) / Math.log(args.real('base')) : Math.log(args.real('x')))),
		native('pow(x, y)', (args) => new Float(args.real('x') ** args.real('y'))),
		native('gcd(a, b)', (args) => greatestCommonDivisor(args.number('a'), args.number('b'))),
		native('lcm(a, b)', (args) => (args.number('a') * args.number('b')) / greatestCommonDivisor(args.number('a'), args.number('b'))),
		native('prod(items, *, start=1)', (args, interpreter) => args.items('items').reduce((product, item) => binary('*', product, item, interpreter), args.value('start'))),
		native('isclose(a, b)', (args) => Math.abs(args.real('a') - args.real('b')) <= 1e-9 * Math.max(Math.abs(args.real('a')), Math.abs(args.real('b')))),
		native('isnan(x)', (args) => Number.isNaN(args.real('x'))),
		native('isinf(x)', (args) => Math.abs(args.real('x')) === Infinity),
		native('hypot(x, y)', (args) => new Float(Math.hypot(args.real('x'), args.real('y')))),
	),
	pi: new Float(Math.PI), e: new Float(Math.E), inf: new Float(Infinity), nan: new Float(NaN), tau: new Float(2 * Math.PI),
};
