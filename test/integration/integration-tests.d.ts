declare module 'integration-tests' {
	/** Registers every *.test.ts of this folder; the bundler lists them. */
	export function loadTests(): void;
}

declare module 'mocha/mocha.js';

declare module 'markdown-it' {
	/** As much of it as the tests use; VS Code brings it along for its preview. */
	export default class MarkdownIt {
		render(text: string): string;
	}
}
