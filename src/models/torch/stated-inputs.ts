/** Input shapes that the text states: pragmas, annotations, docstrings, summaries, dummies and data sets. */
import { SymbolicInteger } from '../python/integers';
import type { Integer } from '../python/integers';
import type { ClassDefinition, Expression, ExpressionOf, FunctionDefinition, ParsedModule, Positioned, Statement } from '../python/syntax';
import type { Value } from '../python/values';
import { allStatements, visitExpressions, visitWithin } from '../python/walk';
import type { Placed } from '../python/walk';
import { BATCH } from '../quantities';
import type { FileRange, InputProvenance } from '../report';
import type { Shape } from './problems';

export interface StatedInput {
	/** The parameter's name where it is stated. */
	readonly name: string | undefined;
	readonly shape: Shape;
	/** The tensor's type where it is stated as well. */
	readonly type?: string;
	/** What the model is called with at this place, where it is no tensor: a number, None, a tuple of states. */
	readonly given?: Value;
	readonly provenance: InputProvenance;
	/** 'certain': said of this very model. 'likely': said near it, in prose. 'in-file': said somewhere in the file, perhaps of another model. */
	readonly bearing: 'certain' | 'likely' | 'in-file';
}

/** What symbols other than the batch stand for when a branch asks. */
const SPATIAL_HINT = 224;
const SEQUENCE_HINT = 16;
const BATCH_HINT = 8;

/** The batch as a symbol. */
export function batchSymbol(): SymbolicInteger {
	return SymbolicInteger.symbol(BATCH, BATCH_HINT);
}

/** A size as people write it: a number, or a name. The first axis's name is the batch. */
function readSize(word: string, axis: number): Integer | undefined {
	if (/^\d+$/.test(word)) return Number(word);
	if (!/^[A-Za-z_]\w*$/.test(word)) return word === '?' && axis === 0 ? batchSymbol() : undefined;
	if (axis === 0) return batchSymbol();
	return SymbolicInteger.symbol(word, /^(?:h|w|d|height|width|depth)$/i.test(word) ? SPATIAL_HINT : SEQUENCE_HINT);
}

/** Reads `B, 3, 224, 224`; undefined where a word is no size. */
export function readShape(text: string, separator = /\s*[,x×]\s*|\s+/): Shape | undefined {
	const words = text.trim().replace(/^[([]|[)\]]$/g, '').trim().split(separator).filter((word) => word !== '');
	const sizes = words.map(readSize);
	return words.length > 0 && sizes.every((size) => size !== undefined) ? sizes : undefined;
}

const PRAGMA = /#\s*shape:\s*([^\n]+)/g;

/** `# shape: x = B,3,224,224; mask = B,10` in or directly above a definition. */
function pragmas(text: string, from: number, to: number, file: string): StatedInput[] {
	const start = text.lastIndexOf('\n', Math.max(0, text.lastIndexOf('\n', from - 1) - 1)) + 1;
	return [...text.slice(start, to).matchAll(PRAGMA)].flatMap((match) => match[1]!.split(';').flatMap((part) => {
		const [left, right] = part.includes('=') ? part.split('=') : [undefined, part];
		const shape = readShape(right);
		const range: FileRange = { file, start: start + match.index, end: start + match.index + match[0].length };
		return shape === undefined ? [] : [{ name: left?.trim(), shape, provenance: { kind: 'pragma', range } as const, bearing: 'certain' as const }];
	}));
}

/** jaxtyping's `Float[Tensor, "b 3 h w"]` and `Annotated[Tensor, "b 3 h w"]`. */
function annotated({ node, offset }: Placed<FunctionDefinition>, file: string): StatedInput[] {
	return node.parameters.flatMap(({ name, annotation }) => {
		if (annotation?.kind !== 'subscript') return [];
		let text: ExpressionOf<'string'> | undefined;
		visitWithin(annotation.index, (each) => { if (each.kind === 'string') text ??= each; });
		const shape = text === undefined ? undefined : readShape(text.value);
		return text === undefined || shape === undefined ? [] : [{ name, shape, provenance: { kind: 'annotation', range: { file, start: offset + text.start, end: offset + text.end } } as const, bearing: 'certain' as const }];
	});
}

const WRITTEN = /[([]\s*((?:N|B|b|batch(?:_size)?|bs|1)\s*[,x×]\s*\d+(?:\s*[,x×]\s*\d+)+)\s*[)\]]/;

/** A shape in the docstrings or comments of a class: `(N, 3, 32, 32)`. */
function written(text: string, from: number, to: number, file: string): StatedInput[] {
	const own = text.slice(from, to);
	for (const match of own.matchAll(/"""[\s\S]*?"""|'''[\s\S]*?'''|#[^\n]*/g)) {
		const found = WRITTEN.exec(match[0]);
		const shape = found === null ? undefined : readShape(found[1]!.replace(/^1\b/, 'B'));
		if (found === null || shape === undefined) continue;
		// What comes out is described as often as what goes in.
		if (/->|→|output|return/i.test(match[0].slice(0, found.index).split('\n').at(-1)!)) continue;
		const start = from + match.index + found.index;
		return [{ name: undefined, shape, provenance: { kind: 'text', range: { file, start, end: start + found[0].length } }, bearing: 'likely' }];
	}
	return [];
}

/** What a definition itself says about its inputs, the strongest statement first. */
export function statedInDefinition(text: string, { node, offset }: Placed<ClassDefinition>, file: string): StatedInput[] {
	const forward = node.body.find((statement): statement is FunctionDefinition => statement.kind === 'function' && (statement.name === 'forward' || statement.name === 'call'));
	const [from, end] = [offset + node.start, offset + node.end];
	const lineEnd = text.indexOf('\n', end); // a comment behind the last statement is the definition's
	const to = lineEnd < 0 ? text.length : lineEnd;
	const pragma = pragmas(text, from, to, file);
	if (pragma.length > 0) return pragma;
	const annotations = forward === undefined ? [] : annotated({ node: forward, offset }, file);
	return annotations.length > 0 ? annotations : written(text, from, to, file);
}

const literal = (expression: Expression | undefined): Integer[] | undefined => {
	const items = expression?.kind === 'tuple' || expression?.kind === 'list' ? expression.items : undefined;
	const numbers = items?.map((item) => (item.kind === 'integer' ? item.value : undefined));
	return numbers?.every((number) => number !== undefined) === true ? numbers : undefined;
};

const calledName = (callee: Expression): string => (callee.kind === 'name' ? callee.name : callee.kind === 'attribute' ? callee.name : '');

/** The functions that are called with a shape; where none of their names stands, there is no need to look. */
const EXAMPLES = /\b(?:summary|randn?|zeros|ones|empty)\b/;

/** `summary(model, input_size=(3, 224, 224))`, `torch.randn(1, 3, 224, 224)`: literal shapes anywhere in the file. */
export function statedInCalls(module: ParsedModule, file: string): StatedInput[] {
	return module.chunks.flatMap((chunk) => (!EXAMPLES.test(chunk.key) ? [] : literalCalls(chunk.body)).map(({ shape, start, end }): StatedInput => ({
		name: undefined, shape: [batchSymbol(), ...shape], provenance: { kind: 'call', range: { file, start: chunk.offset + start, end: chunk.offset + end } }, bearing: 'in-file',
	})));
}

interface LiteralCall extends Positioned {
	readonly shape: Shape;
}

/** Kept with the tree: an edit elsewhere leaves it as it is. */
const callsByBody = new WeakMap<readonly Statement[], readonly LiteralCall[]>();

function literalCalls(body: readonly Statement[]): readonly LiteralCall[] {
	const known = callsByBody.get(body);
	if (known !== undefined) return known;
	const found: LiteralCall[] = [];
	const elsewhere = meantForMethods(body);
	visitExpressions(body, (expression) => {
		const shape = expression.kind === 'call' ? shapeOfCall(expression.callee, expression.arguments) : undefined;
		if (shape !== undefined && !elsewhere.has(expression)) found.push({ shape, start: expression.start, end: expression.end });
	});
	callsByBody.set(body, found);
	return found;
}

/** Names that stand for modules more often than for models. */
const MODULES = /^(?:self|torch|nn|F|np|numpy|tf|keras|ops|plt|math|os|utils|vutils)$/;

/** What a chain of method calls begins with: `torch.randn(2, 3)` of `torch.randn(2, 3).to(device)`. */
function beginning(expression: Expression): Expression {
	return expression.kind === 'call' && expression.callee.kind === 'attribute' && expression.callee.object.kind === 'call' ? beginning(expression.callee.object) : expression;
}

/** The values that go to variables which are only given to methods of models (`model.decode(sample)`): these are no inputs of a model itself. */
function meantForMethods(body: readonly Statement[]): ReadonlySet<Expression> {
	const assigned = [...allStatements(body)].flatMap((statement) => {
		const [target] = statement.kind === 'assign' ? statement.targets : [];
		return statement.kind === 'assign' && target?.kind === 'name' && statement.value.kind === 'call' ? [{ name: target.name, value: beginning(statement.value) }] : [];
	});
	if (assigned.length === 0) return new Set();
	const [methods, models] = [new Set<string>(), new Set<string>()];
	visitExpressions(body, (expression) => {
		if (expression.kind !== 'call') return;
		const { callee } = expression;
		const isMethod = callee.kind === 'attribute' && callee.name !== 'forward' && callee.object.kind === 'name';
		if (isMethod && MODULES.test(callee.object.name)) return;
		for (const { value } of expression.arguments) if (value.kind === 'name') (isMethod ? methods : models).add(value.name);
	});
	return new Set(assigned.flatMap(({ name, value }) => (methods.has(name) && !models.has(name) ? [value] : [])));
}

function shapeOfCall(callee: Expression, args: ReadonlyArray<{ readonly name?: string; readonly value: Expression }>): Integer[] | undefined {
	const name = calledName(callee);
	if (name === 'summary') {
		const given = literal(args.find((argument) => argument.name === 'input_size')?.value ?? args[1]?.value);
		// torchsummary leaves the batch out, torchinfo names it.
		return given === undefined || given.length < 2 ? undefined : given.length === 4 || given.length === 2 ? given.slice(1) : given;
	}
	if (!/^(?:randn?|zeros|ones|empty)$/.test(name) || callee.kind !== 'attribute') return undefined;
	const first = args[0]?.value;
	const numbers = literal(first) ?? (args.length > 1 && args.every((argument) => argument.name !== undefined || argument.value.kind === 'integer') ? args.flatMap(({ name: keyword, value }) => (keyword === undefined && value.kind === 'integer' ? [value.value] : [])) : undefined);
	return numbers === undefined || numbers.length < 2 ? undefined : numbers.slice(1);
}

const DATASETS: ReadonlyArray<readonly [RegExp, string, readonly [number, number, number]]> = [
	[/\b(?:Fashion|K|E|Q)?MNIST\(/, 'MNIST', [1, 28, 28]], [/\bUSPS\(/, 'USPS', [1, 16, 16]], [/\bCIFAR100?\(|\bCIFAR10\(/, 'CIFAR', [3, 32, 32]], [/\bSVHN\(/, 'SVHN', [3, 32, 32]],
	[/\bSTL10\(/, 'STL10', [3, 96, 96]], [/\bImageNet\(/, 'ImageNet', [3, 224, 224]],
];

const RESIZES = /\b(?:Resize|CenterCrop|RandomCrop|RandomResizedCrop)\(\s*(?:size\s*=\s*)?[([]?\s*(\d+)\s*(?:,\s*(\d+)\s*[)\]])?/g;

/** The size that a data set or the last resizing in the file gives images. */
export function statedByData(text: string, file: string): StatedInput | undefined {
	const resized = text.includes('Resize') || text.includes('Crop') ? [...text.matchAll(RESIZES)].at(-1) : undefined;
	const dataset = DATASETS.map(([pattern, name, size]) => ({ match: text.includes(name) ? pattern.exec(text) : null, name, size })).find(({ match }) => match !== null);
	const channels = dataset?.size[0];
	if (resized !== undefined) {
		const height = Number(resized[1]);
		const range = { file, start: resized.index, end: resized.index + resized[0].length };
		return { name: undefined, shape: [batchSymbol(), channels ?? 0, height, Number(resized[2] ?? height)], provenance: { kind: 'dataset', range, name: 'Resize' }, bearing: 'in-file' };
	}
	if (dataset?.match === undefined || dataset.match === null) return undefined;
	const range = { file, start: dataset.match.index, end: dataset.match.index + dataset.match[0].length - 1 };
	return { name: undefined, shape: [batchSymbol(), ...dataset.size], provenance: { kind: 'dataset', range, name: dataset.name }, bearing: 'in-file' };
}
