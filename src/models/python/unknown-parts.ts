/** What an instance holds without its being known, where code calls it: a layer may stand behind it. */
import type { Environment } from './environment';
import { Instance } from './objects';
import type { ClassDefinition, Expression, ExpressionOf, Statement } from './syntax';
import { Unknown } from './values';
import { allStatements, visitExpressions } from './walk';

/** The attributes that an expression takes a thing, or the items of a loop, out of: `self.parts` in `self.parts[0]` and `enumerate(self.parts)`. */
function attributesBehind(node: Expression): Array<ExpressionOf<'attribute'>> {
	if (node.kind === 'attribute') return [node];
	if (node.kind === 'subscript') return attributesBehind(node.object);
	if (node.kind !== 'call') return [];
	return [...(node.callee.kind === 'attribute' ? attributesBehind(node.callee.object) : []), ...node.arguments.flatMap(({ value }) => attributesBehind(value))];
}

/** Tells the holders of what an expression comes from that it is used as a part of them. */
export function noteUnknownParts(node: Expression, environment: Environment): void {
	for (const { object, name } of attributesBehind(node)) {
		const holder = object.kind === 'name' ? environment.get(object.name) : undefined;
		const part = holder instanceof Instance ? holder.read(name) : undefined;
		if (holder instanceof Instance && part instanceof Unknown) holder.hasUnknownPart?.(part);
	}
}

function namesIn(target: Expression): string[] {
	if (target.kind === 'name') return [target.name];
	return target.kind === 'tuple' || target.kind === 'list' ? target.items.flatMap(namesIn) : [];
}

/** Whether a loop calls its items: `for layer in self.layers: x = layer(x)`. */
export function callsItems(target: Expression, body: readonly Statement[]): boolean {
	const names = new Set(namesIn(target));
	let isCalled = false;
	visitExpressions(body, (each) => { isCalled ||= each.kind === 'call' && each.callee.kind === 'name' && names.has(each.callee.name); });
	return isCalled;
}

/** The same for everything that a class does with what an instance of it was given, whether or not that code is reached: `self` is the instance. */
export function noteUnknownPartsOf(instance: Instance, definition: ClassDefinition): void {
	const note = (node: Expression): void => {
		for (const { object, name } of attributesBehind(node)) {
			const part = object.kind === 'name' && object.name === 'self' ? instance.read(name) : undefined;
			if (part instanceof Unknown) instance.hasUnknownPart?.(part);
		}
	};
	for (const statement of allStatements(definition.body)) {
		if (statement.kind === 'for' && callsItems(statement.target, statement.body)) note(statement.iterable);
	}
	visitExpressions(definition.body, (each) => {
		if (each.kind === 'call' && (each.callee.kind === 'attribute' || each.callee.kind === 'subscript')) note(each.callee);
	});
}
