// How long the extension takes to start, by the bundle that ships: reading, compiling and evaluating it, and activating.
//   npm run build && npx tsx test/bench/activation.ts
// Every round is a Node process of its own, with a stand-in for VS Code's API that answers everything with nothing.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { ROOT } from '../host/places';

const ROUNDS = 9;

/** Any property, call or construction of it is itself again. */
const ACTIVATE = `
	const Module = require('node:module');
	const anything = new Proxy(function () {}.bind(), {
		get: (_target, key) => key === Symbol.toPrimitive ? () => '' : key === Symbol.iterator ? function* () {} : key === 'then' ? undefined : anything,
		apply: () => anything,
		construct: () => anything,
	});
	const api = Object.create(anything); // the bundle copies what a module has and inherits the rest
	const load = Module._load;
	Module._load = function (name, ...rest) { return name === 'vscode' ? api : load.call(this, name, ...rest); };
	const before = process.cpuUsage();
	const started = performance.now();
	const extension = require(${JSON.stringify(path.join(ROOT, 'dist', 'extension.js'))});
	const evaluated = performance.now();
	extension.activate({ subscriptions: [], extensionUri: anything });
	const activated = performance.now();
	const { user, system } = process.cpuUsage(before);
	console.log(JSON.stringify({ evaluated: evaluated - started, activated: activated - evaluated, processor: (user + system) / 1000 }));
`;

interface Round { readonly evaluated: number; readonly activated: number; readonly processor: number }

const rounds = Array.from({ length: ROUNDS }, () => JSON.parse(execFileSync(process.execPath, ['-e', ACTIVATE], { encoding: 'utf8' })) as Round);

function median(key: keyof Round): string {
	return rounds.map((round) => round[key]).sort((one, other) => one - other)[Math.floor(ROUNDS / 2)]!.toFixed(1);
}

console.log(`Median of ${ROUNDS} fresh processes: the bundle there after ${median('evaluated')} ms, activated in ${median('activated')} ms more; processor time of both ${median('processor')} ms.`);
