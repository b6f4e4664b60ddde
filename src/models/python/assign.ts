/** Assignment to names, attributes, items and patterns of them. */
import type { Environment } from './environment';
import { evaluate } from './evaluate';
import type { Interpreter } from './interpreter';
import { deleteAttribute } from './attributes';
import { deleteItem, setItem } from './items';
import type { Expression } from './syntax';
import { List } from './containers';
import { Unknown, UnpackMismatch } from './values';
import type { Value } from './values';

export function assign(target: Expression, value: Value, environment: Environment, interpreter: Interpreter): void {
	switch (target.kind) {
		case 'name':
			environment.set(target.name, value);
			return;
		case 'attribute':
			interpreter.setAttribute(evaluate(target.object, environment, interpreter), target.name, value);
			return;
		case 'subscript':
			setItem(evaluate(target.object, environment, interpreter), evaluate(target.index, environment, interpreter), value, interpreter);
			return;
		case 'tuple': case 'list':
			unpack(target.items, value, environment, interpreter);
			return;
		case 'starred':
			assign(target.value, value, environment, interpreter);
			return;
		case 'await': case 'binary': case 'boolean': case 'bytes': case 'call': case 'comparison': case 'comprehension':
		case 'conditional': case 'constant': case 'dict-comprehension': case 'dict': case 'ellipsis': case 'float': case 'format-string':
		case 'imaginary': case 'integer': case 'lambda': case 'named': case 'set': case 'slice': case 'string': case 'unary':
		case 'unreadable': case 'yield':
		default:
	}
}

function unpack(targets: readonly Expression[], value: Value, environment: Environment, interpreter: Interpreter): void {
	const items = interpreter.iterate(value);
	if (items instanceof Unknown) {
		for (const target of targets) assign(target, items, environment, interpreter);
		return;
	}
	const star = targets.findIndex((target) => target.kind === 'starred');
	if (star < 0 ? items.length !== targets.length : items.length < targets.length - 1) {
		throw new UnpackMismatch(value, star < 0 ? targets.length : targets.length - 1, items.length, star >= 0);
	}
	const behind = targets.length - star - 1;
	targets.forEach((target, index) => {
		if (star < 0 || index < star) assign(target, items[index]!, environment, interpreter);
		else if (index === star) assign(target, new List(items.slice(star, items.length - behind)), environment, interpreter);
		else assign(target, items[items.length - targets.length + index]!, environment, interpreter);
	});
}

export function remove(target: Expression, environment: Environment, interpreter: Interpreter): void {
	switch (target.kind) {
		case 'name':
			environment.delete(target.name);
			return;
		case 'attribute':
			deleteAttribute(evaluate(target.object, environment, interpreter), target.name);
			return;
		case 'subscript':
			deleteItem(evaluate(target.object, environment, interpreter), evaluate(target.index, environment, interpreter), interpreter);
			return;
		case 'tuple': case 'list':
			for (const item of target.items) remove(item, environment, interpreter);
			return;
		case 'await': case 'binary': case 'boolean': case 'bytes': case 'call': case 'comparison': case 'comprehension':
		case 'conditional': case 'constant': case 'dict-comprehension': case 'dict': case 'ellipsis': case 'float': case 'format-string':
		case 'imaginary': case 'integer': case 'lambda': case 'named': case 'set': case 'slice': case 'starred': case 'string':
		case 'unary': case 'unreadable': case 'yield':
		default:
	}
}
