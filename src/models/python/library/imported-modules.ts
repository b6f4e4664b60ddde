/** `sys.modules`: the modules that the running interpreter knows. */
import type { Interpreter } from '../interpreter';
import { NativeFunction } from '../objects';
import { Extension, NONE, Unknown } from '../values';
import type { Value } from '../values';

const OUTSIDE = new Unknown('external', 'sys.modules');

/** One for all interpreters. What is not among its interpreter's own modules may have been imported by something that is not seen. */
class ImportedModules extends Extension {
	readonly typeName = 'dict';
	readonly text = 'sys.modules';

	getAttribute(name: string): Value | undefined {
		if (name !== 'get') return OUTSIDE;
		return new NativeFunction('get', ([module = NONE], _keywords, interpreter) => this.getItem(module, interpreter));
	}

	setAttribute(): void {
		// What is written into it is seen by nobody here.
	}

	binary(): Value {
		return OUTSIDE;
	}

	compare(): Value {
		return OUTSIDE;
	}

	unary(): Value {
		return OUTSIDE;
	}

	getItem(index: Value, interpreter: Interpreter): Value {
		return typeof index === 'string' ? interpreter.findRunning(index) ?? OUTSIDE : OUTSIDE;
	}

	iterate(): Unknown {
		return OUTSIDE;
	}

	truth(): boolean {
		return true;
	}

	protected snapshot(): () => void {
		return () => undefined;
	}
}

export const SYSTEM: Readonly<Record<string, Value>> = { modules: new ImportedModules() };
