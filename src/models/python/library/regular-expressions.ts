/** The part of `re` that models use on names and settings: what can't be decided honestly is unknown. */
import { display } from '../text';
import { getItem } from '../items';
import { native, nativeMethod } from '../native';
import type { Arguments } from '../native';
import { Dict, Iterator, List, Tuple } from '../containers';
import { Instance, NativeFunction, PythonClass } from '../objects';
import { NONE, raise, Unknown } from '../values';
import type { Value } from '../values';
import { isPlainText, translatePattern } from './pattern';

const IGNORE_CASE = 2;

const undecided = (name: string): Unknown => new Unknown('unsupported', `re.${name}`);

/** A compiled pattern's text and flags as Python has them. */
interface Compiled {
	readonly pattern: string;
	readonly flags: number;
}

function compiledOf(value: Value, flags: Value): Compiled | undefined {
	if (value instanceof Instance && value.type === PATTERN) {
		const [pattern, own] = [value.read('pattern'), value.read('flags')];
		return typeof pattern === 'string' && typeof own === 'number' ? { pattern, flags: own } : undefined;
	}
	return typeof value === 'string' && typeof flags === 'number' ? { pattern: value, flags } : undefined;
}

/** All matches of a pattern in a text, found as `kind` does; undefined where they can't be told. */
function matches(compiled: Compiled | undefined, text: Value, kind: 'all' | 'start' | 'whole' | 'first'): RegExpMatchArray[] | undefined {
	const translated = compiled === undefined || (compiled.flags !== 0 && compiled.flags !== IGNORE_CASE) ? undefined : translatePattern(compiled.pattern);
	if (translated === undefined || typeof text !== 'string' || !isPlainText(text, translated)) return undefined;
	try {
		const source = kind === 'whole' ? `(?:${translated.source})$` : translated.source;
		const expression = new RegExp(source, `${compiled!.flags === IGNORE_CASE ? 'i' : ''}${kind === 'all' ? 'g' : kind === 'first' ? '' : 'y'}`);
		if (kind === 'all') return [...text.matchAll(expression)];
		const found = expression.exec(text);
		return found === null ? [] : [found];
	} catch (error) {
		if (error instanceof SyntaxError) return undefined;
		throw error;
	}
}

const groupValue = (text: string | undefined): Value => text ?? NONE;

function makeMatch(found: RegExpMatchArray): Instance {
	const made = new Instance(MATCH);
	const groups = [...found].map((text: string | undefined) => groupValue(text));
	made.write('_groups', new Tuple(groups));
	made.write('_names', new Dict(Object.entries(found.groups ?? {}).map(([name, text]: [string, string | undefined]) => [name, groupValue(text)])));
	made.write('_start', found.index ?? 0);
	made.write('string', found.input ?? '');
	return made;
}

function groupOf(self: Value, which: Value, args: Arguments): Value {
	if (!(self instanceof Instance)) return undecided('Match.group');
	const [groups, names] = [self.read('_groups') ?? NONE, self.read('_names') ?? NONE];
	if (typeof which === 'string') return getItem(names, which, args.interpreter);
	return typeof which === 'number' && groups instanceof Tuple ? groups.items[which] ?? raise('IndexError', 'no such group') : undecided('Match.group');
}

const groupsOf = (args: Arguments): readonly Value[] => {
	const self = args.raw('self');
	const groups = self instanceof Instance ? self.read('_groups') : undefined;
	return groups instanceof Tuple ? groups.items : [];
};

const bounds = (args: Arguments): readonly [number, number] | undefined => {
	const self = args.raw('self');
	const [start, [whole]] = [self instanceof Instance ? self.read('_start') : undefined, groupsOf(args)];
	return typeof start === 'number' && typeof whole === 'string' && (args.raw('group') === 0 || args.raw('group') === NONE) ? [start, start + whole.length] : undefined;
};

const MATCH = new PythonClass('Match', [], new Map<string, Value>([
	['group', nativeMethod('group(self, *groups)', (args) => {
		const wanted = args.items('groups');
		const found = (wanted.length === 0 ? [0] : wanted).map((each) => groupOf(args.raw('self'), each, args));
		return found.length === 1 ? found[0]! : new Tuple(found);
	})],
	['__getitem__', nativeMethod('__getitem__(self, group)', (args) => groupOf(args.raw('self'), args.value('group'), args))],
	['groups', nativeMethod('groups(self, default=None)', (args) => new Tuple(groupsOf(args).slice(1).map((each) => (each === NONE ? args.raw('default') : each))))],
	['groupdict', nativeMethod('groupdict(self)', (args) => {
		const self = args.raw('self');
		const names = self instanceof Instance ? self.read('_names') : undefined;
		return names instanceof Dict ? new Dict(names.entries()) : undecided('Match.groupdict');
	})],
	['start', nativeMethod('start(self, group=0)', (args) => bounds(args)?.[0] ?? undecided('Match.start'))],
	['end', nativeMethod('end(self, group=0)', (args) => bounds(args)?.[1] ?? undecided('Match.end'))],
	['span', nativeMethod('span(self, group=0)', (args) => {
		const span = bounds(args);
		return span === undefined ? undecided('Match.span') : new Tuple(span);
	})],
]));

/** What a replacement's text stands for at one match: `\1` and `\g<name>` are groups, `\\` is a backslash; undefined for other escapes. */
function expand(template: string, found: RegExpMatchArray): string | undefined {
	const unread: string[] = [];
	const text = template.replace(/\\(?:(\d)(?!\d)|g<(\w+)>|(\\)|)/g, (written: string, digit: string | undefined, name: string | undefined, backslash: string | undefined) => {
		if (backslash !== undefined) return backslash;
		const key = digit ?? name;
		if (key === undefined) unread.push(written);
		else if (/^\d+$/.test(key) ? Number(key) >= found.length : found.groups === undefined || !(key in found.groups)) unread.push(written);
		return key === undefined ? '' : (/^\d+$/.test(key) ? found[Number(key)] : found.groups?.[key]) ?? '';
	});
	return unread.length === 0 ? text : undefined;
}

function substitute(args: Arguments): Value {
	const text = args.value('string');
	const all = matches(compiledOf(args.value('pattern'), args.value('flags')), text, 'all');
	if (all === undefined || typeof text !== 'string') return undecided('sub');
	const count = args.number('count');
	const replacement = args.value('repl');
	let [made, last] = ['', 0];
	for (const found of count > 0 ? all.slice(0, count) : all) {
		const value = typeof replacement === 'string' ? expand(replacement, found) : args.interpreter.call(replacement, [makeMatch(found)]);
		if (value instanceof Unknown) return value;
		if (typeof value !== 'string') return undecided('sub');
		made += text.slice(last, found.index) + value;
		last = found.index! + found[0].length;
	}
	return made + text.slice(last);
}

function split(args: Arguments): Value {
	const text = args.value('string');
	const all = matches(compiledOf(args.value('pattern'), args.value('flags')), text, 'all');
	if (all === undefined || typeof text !== 'string') return undecided('split');
	const most = args.number('maxsplit');
	const parts: Value[] = [];
	let last = 0;
	for (const found of most > 0 ? all.slice(0, most) : all) {
		parts.push(text.slice(last, found.index), ...[...found].slice(1).map((group: string | undefined) => groupValue(group)));
		last = found.index! + found[0].length;
	}
	return new List([...parts, text.slice(last)]);
}

const one = (name: string, kind: 'start' | 'whole' | 'first') => (args: Arguments): Value => {
	const found = matches(compiledOf(args.value('pattern'), args.value('flags')), args.value('string'), kind);
	return found === undefined ? undecided(name) : found[0] === undefined ? NONE : makeMatch(found[0]);
};

function findAll(args: Arguments): Value {
	const all = matches(compiledOf(args.value('pattern'), args.value('flags')), args.value('string'), 'all');
	if (all === undefined) return undecided('findall');
	return new List(all.map((found) => (found.length === 1 ? found[0] : found.length === 2 ? found[1] ?? '' : new Tuple([...found].slice(1).map((group: string | undefined) => group ?? '')))));
}

function findEach(args: Arguments): Value {
	const all = matches(compiledOf(args.value('pattern'), args.value('flags')), args.value('string'), 'all');
	return all === undefined ? undecided('finditer') : new Iterator(all.map(makeMatch));
}

const FUNCTIONS: ReadonlyArray<readonly [name: string, parameters: string, body: (args: Arguments) => Value]> = [
	['sub', 'repl, string, count=0', substitute], ['split', 'string, maxsplit=0', split], ['findall', 'string', findAll], ['finditer', 'string', findEach],
	['match', 'string', one('match', 'start')], ['fullmatch', 'string', one('fullmatch', 'whole')], ['search', 'string', one('search', 'first')],
];

/** A compiled pattern takes the same arguments behind itself, and no flags. */
const PATTERN = new PythonClass('Pattern', [], new Map<string, Value>(FUNCTIONS.map(([name, parameters, body]) => {
	const plain = native(`${name}(pattern, ${parameters}, *, flags=0)`, body);
	return [name, new NativeFunction(name, plain.apply, true)];
})));

function compile(args: Arguments): Value {
	const pattern = args.value('pattern');
	if (pattern instanceof Instance && pattern.type === PATTERN) return pattern;
	const made = new Instance(PATTERN);
	made.write('pattern', pattern);
	made.write('flags', args.value('flags'));
	return made;
}

export const REGULAR_EXPRESSIONS: Readonly<Record<string, Value>> = {
	...Object.fromEntries(FUNCTIONS.map(([name, parameters, body]) => [name, native(`${name}(pattern, ${parameters}, flags=0)`, body)])),
	compile: native('compile(pattern, flags=0)', compile),
	escape: native('escape(pattern)', (args) => args.text('pattern').replace(/[^A-Za-z0-9_!"%',/:;<=>@`]/g, (character) => `\\${character}`)),
	Pattern: PATTERN, Match: MATCH,
	I: IGNORE_CASE, IGNORECASE: IGNORE_CASE, M: 8, MULTILINE: 8, S: 16, DOTALL: 16, X: 64, VERBOSE: 64, A: 256, ASCII: 256,
	purge: new NativeFunction('purge', () => NONE), error: new Unknown('external', display('re.error')),
};
