/** What code that may or may not run does to what is known: everything that it could change becomes unknown. */
import { assign } from './assign';
import type { Environment } from './environment';
import { evaluate } from './evaluate';
import type { Interpreter } from './interpreter';
import type { Expression, Statement } from './syntax';
import { Dict, List, PythonSet } from './containers';
import { Instance } from './objects';
import { BudgetExceeded } from './values';
import type { Unknown } from './values';

/**
 * Poisons what these statements could assign or change.
 * @returns whether they could return from the function around them
 */
export function poison(statements: readonly Statement[], why: Unknown, environment: Environment, interpreter: Interpreter): boolean {
	let returns = false;
	for (const statement of statements) if (poisonStatement(statement, why, environment, interpreter)) returns = true;
	return returns;
}

function poisonStatement(statement: Statement, why: Unknown, environment: Environment, interpreter: Interpreter): boolean {
	const inside = (...blocks: ReadonlyArray<readonly Statement[]>): boolean => blocks.map((block) => poison(block, why, environment, interpreter)).includes(true);
	const target = (expression: Expression): void => quietly(() => assign(expression, why, environment, interpreter));
	switch (statement.kind) {
		case 'assign':
			statement.targets.forEach(target);
			return false;
		case 'update':
			target(statement.target);
			return false;
		case 'function': case 'class':
			environment.set(statement.name, why);
			return false;
		case 'import': case 'import-from':
			for (const each of statement.kind === 'import' ? statement.modules : statement.names) environment.set(each.alias ?? each.name.split('.')[0]!, why);
			return false;
		case 'expression':
			poisonReceiver(statement.value, why, environment, interpreter);
			return false;
		case 'delete':
			for (const each of statement.targets) poisonContainer(each.kind === 'subscript' ? each.object : each, '__delitem__', why, environment, interpreter);
			return false;
		case 'return':
			return true;
		case 'if': case 'while':
			return inside(statement.body, statement.otherwise);
		case 'for':
			target(statement.target);
			return inside(statement.body, statement.otherwise);
		case 'try':
			return inside(statement.body, statement.otherwise, statement.final, ...statement.handlers.map((handler) => handler.body));
		case 'with':
			for (const item of statement.items) if (item.target !== undefined) target(item.target);
			return inside(statement.body);
		case 'match':
			return inside(...statement.cases.map((each) => each.body));
		case 'annotate': case 'assert': case 'break': case 'continue': case 'pass': case 'raise': case 'scope': case 'unreadable':
		default:
			return false;
	}
}

/** `layers.append(…)` changes `layers`. */
function poisonReceiver(expression: Expression, why: Unknown, environment: Environment, interpreter: Interpreter): void {
	if (expression.kind === 'call' && expression.callee.kind === 'attribute') poisonContainer(expression.callee.object, expression.callee.name, why, environment, interpreter);
}

function poisonContainer(expression: Expression, method: string, why: Unknown, environment: Environment, interpreter: Interpreter): void {
	if (expression.kind !== 'name' && expression.kind !== 'attribute' && expression.kind !== 'subscript') return;
	quietly(() => {
		const value = evaluate(expression, environment, interpreter);
		if (value instanceof List || value instanceof Dict || value instanceof PythonSet) value.uncertain = why;
		else if (value instanceof Instance) value.mayHaveChanged?.(method, why);
	});
}

/** Whether statements only guard: raise, warn or assert, and change nothing. */
export function onlyGuards(statements: readonly Statement[]): boolean {
	return statements.every((statement) => statement.kind === 'raise' || statement.kind === 'assert' || statement.kind === 'pass' || isWarning(statement));
}

function isWarning(statement: Statement): boolean {
	if (statement.kind !== 'expression') return false;
	const { value } = statement;
	if (value.kind === 'string') return true;
	if (value.kind !== 'call') return false;
	const { callee } = value;
	return (callee.kind === 'name' && callee.name === 'print') || (callee.kind === 'attribute' && callee.object.kind === 'name' && /^(?:warnings|logging|logger|_logger|log)$/.test(callee.object.name));
}

function quietly(run: () => void): void {
	try {
		run();
	} catch (error) {
		if (error instanceof BudgetExceeded) throw error;
	}
}
