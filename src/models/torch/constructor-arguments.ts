/** Finds, in a layer's constructor call, the text of one of its arguments. */
import type { Argument } from '../python/syntax';
import { PythonFunction } from '../python/objects';
import { siteOf } from '../python/values';
import type { Instance } from '../python/objects';
import { rangeOf } from '../quantities';
import type { FileRange } from '../report';
import { visitWithin } from '../python/walk';

export interface ConstructorArgument {
	readonly range: FileRange;
	/** It is written as a number (or arithmetic on numbers), so that another number can take its place. */
	readonly isLiteral: boolean;
}

/** Where the argument for a parameter is written; undefined where it is not given there. */
export function argumentRange(instance: Instance, parameter: string): ConstructorArgument | undefined {
	const call = instance.createdAt;
	if (call === undefined) return undefined;
	const found = argumentOf(instance, call.node.arguments, parameter);
	if (found === undefined) return undefined;
	let isLiteral = true;
	visitWithin(found.value, (each) => { isLiteral &&= each.kind === 'integer' || each.kind === 'binary'; });
	return { range: rangeOf(siteOf(found.value, call.origin)), isLiteral };
}

function argumentOf(instance: Instance, args: readonly Argument[], parameter: string): Argument | undefined {
	const byName = args.find((argument) => argument.kind === 'keyword' && argument.name === parameter);
	if (byName !== undefined) return byName;
	const initialize = instance.type.find('__init__');
	if (!(initialize instanceof PythonFunction)) return undefined;
	const index = initialize.parameters.findIndex(({ name }) => name === parameter) - 1;
	const unpacked = args.findIndex((argument) => argument.kind === 'unpack');
	const found = index < 0 ? undefined : args[index];
	return found?.kind === 'positional' && (unpacked < 0 || unpacked > index) ? found : undefined;
}

/** The constructor call itself. */
export function constructorRange(instance: Instance): FileRange | undefined {
	return instance.createdAt === undefined ? undefined : rangeOf(siteOf(instance.createdAt.node, instance.createdAt.origin));
}
