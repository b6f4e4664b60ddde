import assert from 'node:assert/strict';
import { worksheetPlugin, type MarkdownIt } from '../../../src/preview/markdown-plugin';
import { localizeWith } from '../../../src/present/localize';

interface Fence {
	readonly type: string;
	readonly info: string;
	readonly content: string;
}

/** The HTML of a note of these fences. */
function rendered(...fences: readonly (readonly [info: string, content: string])[]): string[] {
	const markdown: MarkdownIt = { renderer: { rules: { fence: (tokens, index) => `other: ${tokens[index]!.content}` } } };
	const tokens: Fence[] = fences.map(([info, content]) => ({ type: 'fence', info, content }));
	const { fence } = worksheetPlugin(markdown, localizeWith()).renderer.rules;
	return tokens.map((_, index) => fence!(tokens, index, {}, {}, { renderAttrs: () => ' data-line="3"' }));
}

const MATRICES = 'X = 1 2 4 3\n5 6 8 7\n9 10 12 11\n13 14 16 2\nK = 1 -2; -3 4\n\n';

describe('Markdown preview: fenced worksheets', () => {
	it('keeps the line that the preview scrolls by', () => assert.match(rendered(['conv', 'A = 1 2'])[0]!, /^<figure data-line="3" data-convlens>/));
	it('a figure names its matrices and reads them out: 6 8 2 / 6 8 2 / 6 8 −50', () => {
		const [html = ''] = rendered(['conv', `${MATRICES}A = conv(X, K)`]);
		assert.equal(html.match(/<svg /g)?.length, 3);
		assert.equal(html.match(/role="img" aria-label="/g)?.length, 3);
		assert.ok(html.includes('aria-label="A: 6 8 2 / 6 8 2 / 6 8 −50"'));
	});
	it('a block builds on the blocks above it, whatever their mode', () => {
		const [, html = ''] = rendered(['conv', MATRICES], ['CONV  steps', 'B = conv(X, K, stride=2)']);
		assert.equal(html.match(/<li>/g)?.length, 4);
		assert.ok(html.includes('B: 6 2 / 6 −50'));
	});
	it('an unclosed bracket stays in its block', () => {
		const [first = '', second = ''] = rendered(['conv', 'A = conv(X,'], ['conv', ' 1 2']);
		assert.ok(first.includes('“(” is never closed.'));
		assert.ok(second.includes('belong to no name'));
	});
	it('other fences go to the renderer before', () => assert.equal(rendered(['python', 'x = 1'])[0], 'other: x = 1'));
	it('`convolution` and an empty info are other fences', () => assert.deepEqual(rendered(['convolution', 'a'], ['', 'b']), ['other: a', 'other: b']));
	it('steps of many channels or large maps fall back to the figure', () => {
		const [html = ''] = rendered(['conv steps', `${MATRICES}A = conv(X, filters(K, K))`]);
		assert.equal(html.includes('<li>'), false);
		assert.ok(html.includes('first of 2 planes'));
	});
	it('nothing of 2,000 hostile notes is markup', () => {
		const pieces = ['<script>', '"', '\'', '&', '<img src=x onerror=1>', 'A = ', 'conv(', 'expect ', '</figure>', 'relu', ' 1 2 ', '\n', '-> ', ')', '"><svg onload=1>'];
		let state = 3;
		const random = (below: number): number => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
		for (let round = 0; round < 2000; round++) {
			const content = Array.from({ length: 1 + random(10) }, () => pieces[random(pieces.length)]!).join('');
			const [html = ''] = rendered(['conv steps', content]);
			assert.doesNotMatch(html, /<(?:script|img)|<svg onload|<[^>]*\son\w+=/s, content);
		}
	});
});
