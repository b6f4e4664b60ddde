// Runs the tests of this folder inside an extension host, Node or web worker: mocha's own browser build works in both.
import 'mocha/mocha.js';
import { loadTests } from 'integration-tests';

function say(text: string): void {
	for (const line of text.split('\n')) console.log(`[suite] ${line}`);
}

/** VS Code calls this; it fails by rejecting. */
export async function run(): Promise<void> {
	const tests = new Mocha({ ui: 'bdd', reporter: Mocha.reporters.Base, timeout: 20_000 });
	tests.suite.emit('pre-require', globalThis, '', tests); // puts describe and it in place, which the browser build leaves to its page
	loadTests();
	await new Promise<void>((resolve, reject) => {
		let passed = 0;
		const runner = tests.run((failed) => {
			say(`${passed} passed, ${failed} failed`);
			if (failed > 0 || passed === 0) reject(new Error(`${failed} of ${passed + failed} tests failed`));
			else resolve();
		});
		runner.on('pass', (test) => {
			passed++;
			say(`  ✔ ${test.fullTitle()}`);
		});
		runner.on('pending', (test) => say(`  - left out here: ${test.fullTitle()}`));
		runner.on('fail', (test, error: Error) => say(`  ✖ ${test.fullTitle()}\n${error.stack ?? error.message}`));
	});
}
