import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { INITIAL, parseRawGrammar, Registry, type IGrammar } from 'vscode-textmate';

const ROOT = path.resolve(__dirname, '..', '..', '..');
const SYNTAXES: Readonly<Record<string, string>> = { 'source.conv': 'conv.tmLanguage.json', 'markdown.conv.codeblock': 'conv-markdown.tmLanguage.json' };
/** A Markdown of nothing but paragraphs, for the injection to go into. */
const BARE_MARKDOWN = JSON.stringify({ scopeName: 'text.html.markdown', patterns: [{ match: '.+', name: 'meta.paragraph.markdown' }] });

async function grammarOf(scope: string): Promise<IGrammar> {
	const wasm = await readFile(createRequire(path.join(ROOT, 'package.json')).resolve('vscode-oniguruma/release/onig.wasm'));
	await loadWASM(new Uint8Array(wasm).buffer).catch(() => undefined); // a second loading is refused
	const registry = new Registry({
		onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
		loadGrammar: async (name) => {
			if (name === 'text.html.markdown') return parseRawGrammar(BARE_MARKDOWN, 'markdown.json');
			const file = SYNTAXES[name];
			return file === undefined ? null : parseRawGrammar(await readFile(path.join(ROOT, 'syntaxes', file), 'utf8'), file);
		},
		getInjections: (name) => (name === 'text.html.markdown' ? ['markdown.conv.codeblock'] : undefined),
	});
	const grammar = await registry.loadGrammar(scope);
	assert.ok(grammar);
	return grammar;
}

/** Each token's text with the innermost of its scopes. */
function tokenise(grammar: IGrammar, text: string): Array<readonly [text: string, scopes: string]> {
	let stack = INITIAL;
	return text.split('\n').flatMap((line) => {
		const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
		stack = ruleStack;
		return tokens.map(({ startIndex, endIndex, scopes }) => [line.slice(startIndex, endIndex), scopes.join(' ')] as const);
	});
}

function scopeOf(tokens: ReturnType<typeof tokenise>, text: string): string {
	return tokens.find(([each]) => each === text)?.[1].split(' ').at(-1) ?? 'none';
}

describe('grammar of worksheets', () => {
	it('names, numbers, operations, parameters, words, comments and expectations of one worksheet', async () => {
		const tokens = tokenise(await grammarOf('source.conv'), 'A = conv(X, K, stride=2, padding=\'same\') # note\nexpect A = 6 -50\nnet = input(3, 8) -> relu -> dense(10, bias=false)\nnp.ones(2)');
		assert.equal(scopeOf(tokens, 'A'), 'variable.other.definition.conv');
		assert.equal(scopeOf(tokens, 'conv'), 'support.function.operation.conv');
		assert.equal(scopeOf(tokens, 'K'), 'variable.other.conv');
		assert.equal(scopeOf(tokens, 'stride'), 'variable.parameter.conv');
		assert.equal(scopeOf(tokens, '2'), 'constant.numeric.conv');
		assert.equal(scopeOf(tokens, '\'same\''), 'string.quoted.conv');
		assert.equal(scopeOf(tokens, '# note'), 'comment.line.number-sign.conv');
		assert.equal(scopeOf(tokens, 'expect'), 'keyword.control.expect.conv');
		assert.equal(scopeOf(tokens, '->'), 'keyword.operator.arrow.conv');
		assert.equal(scopeOf(tokens, 'relu'), 'support.function.operation.conv');
		assert.equal(scopeOf(tokens, 'false'), 'constant.language.conv');
		assert.equal(scopeOf(tokens, 'np.ones'), 'entity.name.function.conv');
	});

	it('every number, name and word of the sample worksheet has a scope of its own', async () => {
		const text = await readFile(path.join(ROOT, 'media', 'samples', 'lecture.conv'), 'utf8');
		const bare = tokenise(await grammarOf('source.conv'), text).filter(([each, scopes]) => /[\p{L}\p{N}]/u.test(each) && scopes === 'source.conv');
		assert.deepEqual(bare, []);
	});

	it('every operation of the language is one to the grammar', async () => {
		const { OPERATION_NAMES } = await import('../../../src/worksheet/signatures');
		const grammar = await grammarOf('source.conv');
		for (const name of OPERATION_NAMES) assert.equal(scopeOf(tokenise(grammar, `${name}(X)`), name), 'support.function.operation.conv', name);
	});

	it('the sample note: its 7 fenced blocks are worksheets, the text around them is not', async () => {
		const text = await readFile(path.join(ROOT, 'media', 'samples', 'lecture-note.md'), 'utf8');
		const tokens = tokenise(await grammarOf('text.html.markdown'), text);
		const embedded = tokens.filter(([, scopes]) => scopes.includes('meta.embedded.block.conv'));
		assert.equal(embedded.filter(([, scopes]) => scopes.endsWith('variable.other.definition.conv')).length, text.match(/^\p{L}+ =/gmu)?.length);
		assert.equal(tokens.filter(([each, scopes]) => each === 'conv' && scopes.includes('fenced_code.block.language')).length, 7);
		assert.ok(tokens.some(([each, scopes]) => each.startsWith('Three channels') && !scopes.includes('conv')));
	});
});
