/** Mistakes in the text itself: no run is needed to see them, or only what was built. */
import type { ClassDefinition, FunctionDefinition, ParsedModule, Statement } from './python/syntax';
import { allStatements, visitExpressions } from './python/walk';
import type { Placed } from './python/walk';
import { Dict, List } from './python/containers';
import type { Value } from './python/values';
import type { FileRange, ModelReport, ProblemReport, QuickFix, Slip } from './report';
import { ModuleInstance } from './torch/module-instance';

function problem(slip: Slip, range: FileRange, fix?: QuickFix): ProblemReport {
	return { problem: slip, range, constructor: undefined, certainty: 'certain', trace: [], fix };
}

const MEANT: ReadonlyMap<string, string> = new Map([
	['_init_', '__init__'], ['__init_', '__init__'], ['_init__', '__init__'], ['__int__', '__init__'], ['init', '__init__'], ['__inti__', '__init__'], ['__init___', '__init__'],
	['foward', 'forward'], ['forwad', 'forward'], ['farward', 'forward'], ['fowrard', 'forward'], ['forwards', 'forward'], ['forwrad', 'forward'],
]);

/** `_init_` and `foward`, where the class lacks the method that was meant. */
function misspelled({ node, offset }: Placed<ClassDefinition>, file: string): ProblemReport[] {
	const methods = node.body.filter((statement): statement is FunctionDefinition => statement.kind === 'function');
	return methods.flatMap((method) => {
		const meant = MEANT.get(method.name);
		if (meant === undefined || methods.some(({ name }) => name === meant)) return [];
		if (method.name === '__int__' || method.name === 'init' ? !createsLayers(method) : false) return [];
		const range = { file, start: offset + method.nameRange.start, end: offset + method.nameRange.end };
		return [problem({ code: 'misspelled-method', numbers: { name: method.name, meant } }, range, { kind: 'rename', range, text: meant })];
	});
}

/** Whether a method calls `super().__init__()`: then it can only be meant as the constructor. */
function createsLayers(method: FunctionDefinition): boolean {
	return [...allStatements(method.body)].some((statement) => statement.kind === 'expression' && statement.value.kind === 'call' && statement.value.callee.kind === 'attribute' && statement.value.callee.name === '__init__');
}

/** Two arguments on two lines with no comma between them. */
function missingCommas(parsed: ParsedModule, file: string): ProblemReport[] {
	return parsed.chunks.flatMap((chunk) => chunk.missingCommas.map((at) => {
		const range = { file, start: chunk.offset + at, end: chunk.offset + at };
		return problem({ code: 'missing-comma', numbers: {} }, range, { kind: 'insert-comma', range, text: ',' });
	}));
}

/** Slips that the text alone shows. */
export function slipsInText(parsed: ParsedModule, moduleClasses: ReadonlyArray<Placed<ClassDefinition>>, file: string): ProblemReport[] {
	return [...moduleClasses.flatMap((each) => misspelled(each, file)), ...missingCommas(parsed, file)];
}

const layersIn = (value: Value): ModuleInstance[] => (value instanceof List ? value.items : value instanceof Dict ? value.values() : []).filter((each): each is ModuleInstance => each instanceof ModuleInstance);

/** Whether anything is lost where a layer is not registered. */
const hasWeights = (module: ModuleInstance): boolean => module.allParameters().length > 0 || module.walk().some(([, each]) => each.isPending || each.buffers.size > 0);

/** The statement of a class that assigns to `self.name`. */
function assignmentOf({ node }: Placed<ClassDefinition>, name: string): Statement | undefined {
	return [...allStatements(node.body)].find((statement) => statement.kind === 'assign' && statement.targets.some((target) => target.kind === 'attribute' && target.name === name && target.object.kind === 'name' && target.object.name === 'self'));
}

/** Whether a class's constructor calls another one: `super().__init__()` or `Base.__init__(self)`. */
function callsBase({ node }: Placed<ClassDefinition>): boolean {
	const initialize = node.body.find((statement) => statement.kind === 'function' && statement.name === '__init__');
	let calls = initialize === undefined;
	if (initialize !== undefined) visitExpressions([initialize], (each) => { calls ||= (each.kind === 'name' && each.name === 'super') || (each.kind === 'attribute' && each.name === '__init__'); });
	return calls;
}

/** Whether a layer's class hands its own parameters on, to an optimizer of its own: then nobody needs to find them. */
function trainsItself({ type }: ModuleInstance, definitions: ReadonlyMap<string, Placed<ClassDefinition>>): boolean {
	const definition = definitions.get(type.name);
	if (definition === undefined || definition.node !== type.definition) return false;
	const handed: string[] = [];
	visitExpressions(definition.node.body, (each) => { if (each.kind === 'attribute' && each.name === 'parameters' && each.object.kind === 'name' && each.object.name === 'self') handed.push(each.name); });
	return handed.length > 0;
}

/** Wraps a list as a file that imports PyTorch this way has to write it; undefined where the name can't be told. */
function containerFix(name: string, range: FileRange, text: string): QuickFix | undefined {
	const module = /\b((?:torch\.)?nn)\./.exec(text.slice(range.start, range.end))?.[1]
		?? (/^[ \t]*(?:from[ \t]+torch[ \t]+import[^\n]*\bnn\b|import[ \t]+torch\.nn[ \t]+as[ \t]+nn\b)/m.test(text) ? 'nn' : /^[ \t]*import[ \t]+torch[ \t]*$/m.test(text) ? 'torch.nn' : undefined);
	return module === undefined ? undefined : { kind: 'wrap-in-module-list', range, text: `${module}.${name}` };
}

/** Calls the base class before anything else that the constructor does, but after what documents it. */
function superFix({ node, offset }: Placed<ClassDefinition>, file: string, text: string): QuickFix | undefined {
	const initialize = node.body.find((statement): statement is FunctionDefinition => statement.kind === 'function' && statement.name === '__init__');
	const first = initialize?.body.find((statement) => statement.kind !== 'expression' || statement.value.kind !== 'string');
	if (first === undefined) return undefined;
	const at = offset + first.start;
	const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
	return { kind: 'call-super', range: { file, start: at, end: at }, text: before.trim() === '' ? `super().__init__()\n${before}` : 'super().__init__(); ' };
}

/**
 * Layers that are held by a plain list or dict and by nothing else: their parameters are not the model's. A single layer in a list is
 * a known way to hide it on purpose, and is let pass.
 */
export function slipsInModel(model: ModuleInstance, definitions: ReadonlyMap<string, Placed<ClassDefinition>>, file: string, text: string, framework: ModelReport['framework']): ProblemReport[] {
	const registered = new Set(model.walk().map(([, each]) => each));
	const found: ProblemReport[] = [];
	for (const [, module] of model.walk()) {
		const definition = definitions.get(module.type.name);
		if (definition === undefined || module.type.definition !== definition.node) continue;
		// Keras tracks what lists and dicts hold.
		for (const [name, value] of framework === 'keras' ? [] : module.attributes) {
			const loose = layersIn(value).filter((each) => !registered.has(each) && hasWeights(each) && !trainsItself(each, definitions));
			if (loose.length < 2 || (value instanceof List && value.uncertain !== undefined)) continue;
			const statement = assignmentOf(definition, name);
			if (statement?.kind !== 'assign') continue;
			const range = { file, start: definition.offset + statement.start, end: definition.offset + statement.end };
			const written = { file, start: definition.offset + statement.value.start, end: definition.offset + statement.value.end };
			found.push(problem({ code: 'layers-in-plain-list', numbers: { attribute: name, layers: loose.length } }, range, containerFix(value instanceof List ? 'ModuleList' : 'ModuleDict', written, text)));
		}
		if (!module.isInitialized && module.children.length > 0 && module.anyDoubt === undefined && !callsBase(definition)) {
			const range = { file, start: definition.offset + definition.node.nameRange.start, end: definition.offset + definition.node.nameRange.end };
			found.push(problem({ code: 'missing-super-call', numbers: { className: module.type.name } }, range, superFix(definition, file, text)));
		}
	}
	return found;
}
