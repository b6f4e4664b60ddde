declare module 'integration-tests' {
	/** Registers every *.test.ts of this folder; the bundler lists them. */
	export function loadTests(): void;
}

declare module 'mocha/mocha.js';
