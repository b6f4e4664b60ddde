/** Function and class definitions. */
import type { Environment } from './environment';
import { defaultsOf, evaluate } from './evaluate';
import { executeBlock } from './execute';
import type { Interpreter } from './interpreter';
import type { ClassDefinition, Expression, FunctionDefinition } from './syntax';
import { ClassMethod, Property, PythonClass, PythonFunction, StaticMethod } from './objects';
import { Unknown } from './values';
import type { Value } from './values';

export function defineFunction(definition: FunctionDefinition, environment: Environment, interpreter: Interpreter): void {
	const made = new PythonFunction(definition.name, definition, defaultsOf(definition.parameters, environment, interpreter), environment.closure, environment.origin);
	environment.set(definition.name, decorated(definition.decorators, made, environment, interpreter));
}

/** Applies decorators, the innermost first. One that can't be known leaves what it decorates as it is. */
function decorated(decorators: readonly Expression[], plain: Value, environment: Environment, interpreter: Interpreter): Value {
	return decorators.reduceRight<Value>((value, expression) => {
		const decorator = evaluate(expression, environment, interpreter);
		if (decorator instanceof Unknown) return value;
		const result = interpreter.call(decorator, [value]);
		return result instanceof Unknown ? value : result;
	}, plain);
}

export function defineClass(definition: ClassDefinition, environment: Environment, interpreter: Interpreter): void {
	const bases: PythonClass[] = [];
	let unknownBase: Unknown | undefined;
	for (const argument of definition.arguments) {
		if (argument.kind !== 'positional') continue;
		const base = evaluate(argument.value, environment, interpreter);
		if (base instanceof PythonClass) bases.push(base);
		else unknownBase = base instanceof Unknown ? base : new Unknown('unsupported', 'base class');
	}
	const body = environment.closure.inner(environment.origin);
	body.isClassBody = true;
	executeBlock(definition.body, body, interpreter);
	const type = new PythonClass(definition.name, bases, body.names, {}, unknownBase);
	type.annotations = definition.body.flatMap((statement) => {
		const target = statement.kind === 'annotate' ? statement.target : statement.kind === 'assign' && statement.annotation !== undefined ? statement.targets[0] : undefined;
		return target?.kind === 'name' ? [target.name] : [];
	});
	type.definition = definition;
	type.origin = environment.origin;
	for (const value of body.names.values()) own(value, type);
	type.order.slice(1).find((each) => each.traits.onSubclass !== undefined)?.traits.onSubclass?.(type, interpreter);
	environment.set(definition.name, decorated(definition.decorators, type, environment, interpreter));
}

/** Tells the functions of a class body which class they belong to. */
function own(value: Value, type: PythonClass): void {
	if (value instanceof PythonFunction) value.belongTo(type);
	else if (value instanceof StaticMethod || value instanceof ClassMethod) own(value.callee, type);
	else if (value instanceof Property) {
		own(value.getter, type);
		if (value.setter !== undefined) own(value.setter, type);
	}
}
