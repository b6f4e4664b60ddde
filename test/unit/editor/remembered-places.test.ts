import assert from 'node:assert/strict';
import { RememberedPlaces } from '../../../src/editor/remembered-places';
import type { SourcePair } from '../../../src/visualizer/protocol';

const sources: SourcePair = { input: { kind: 'document', uri: 'file:///a', start: 4, end: 9, extent: 'literal' }, kernel: { kind: 'document', uri: 'file:///b', start: 0, end: 3, extent: 'excerpt' } };

describe('places of sources that were deleted', () => {
	it('come back with the texts that they stood in, and with no others', () => {
		const places = new RememberedPlaces();
		assert.equal(places.recall(() => 'anything'), undefined);
		places.remember(sources, (uri) => `text of ${uri}`);
		assert.equal(places.recall((uri) => `text of ${uri}`), sources);
		assert.equal(places.recall((uri) => (uri === 'file:///a' ? '' : `text of ${uri}`)), undefined);
		assert.equal(places.recall(() => undefined), undefined);
	});

	it('of a text that is too long, or not open, are not kept', () => {
		const places = new RememberedPlaces();
		places.remember(sources, (uri) => (uri === 'file:///a' ? ' '.repeat(1_000_001) : 'b'));
		assert.equal(places.recall((uri) => (uri === 'file:///a' ? ' '.repeat(1_000_001) : 'b')), undefined);
	});
});
