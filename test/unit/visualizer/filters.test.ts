import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tensor } from '../../../src/engine/tensor';
import { compute, prepare } from '../../../src/visualizer/computation';
import { documentNumber } from '../../../src/visualizer/document-numbers';
import { countedFilters, filterCount, turned, turnFits, withFilters, type FilterChoice, type Turn } from '../../../src/visualizer/filters';
import { focusOn } from '../../../src/visualizer/focus';
import type { SourceMatrix } from '../../../src/visualizer/protocol';
import { savedChoices } from '../../../src/visualizer/saved-choices';
import { initialSettings, type ConvolutionSettings, type TransposedConvolutionSettings } from '../../../src/visualizer/stage-settings';
import { EMPTY_VIEW, reduce } from '../../../src/visualizer/view-state';
import { anyFilters, counted } from './arbitrary';

const known = (id: string): ReturnType<typeof tensor> | undefined => (id === 'ones' ? tensor([2, 2], [1, 1, 1, 1]) : id === 'large' ? tensor([3, 3], new Float64Array(9)) : undefined);
const lecture = { kernel: tensor([1, 1, 2, 2], [1, -2, -3, 4]), groups: 1 };

describe('filters chosen on the panel', () => {
	it('1 −2 / −3 4, turned: by 90° −3 1 / 4 −2, by 180° 4 −3 / −2 1, mirrored −2 1 / 4 −3, negated −1 2 / 3 −4', () => {
		const numbers = (turn: Turn): number[] => Array.from(turned(lecture.kernel.data, 2, 2, turn));
		assert.deepEqual(numbers('quarter-turn'), [-3, 1, 4, -2]);
		assert.deepEqual(numbers('half-turn'), [4, -3, -2, 1]);
		assert.deepEqual(numbers('mirrored'), [-2, 1, 4, -3]);
		assert.deepEqual(numbers('upside-down'), [-3, 4, 1, -2]);
		assert.deepEqual(numbers('negated'), [-1, 2, 3, -4]);
	});

	it('four quarter turns, or one and three, are none', () => {
		fc.assert(fc.property(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 3 }), (side, planes) => {
			const { data } = counted(planes, side, side);
			assert.deepEqual(turned(turned(data, side, side, 'quarter-turn'), side, side, 'three-quarter-turn'), data);
			assert.deepEqual(turned(turned(data, side, side, 'quarter-turn'), side, side, 'quarter-turn'), turned(data, side, side, 'half-turn'));
		}), { seed: 3 });
	});

	it('are the first ones of a kernel, or follow its own: a known one of 2×2 does, one of 3×3 does not', () => {
		const three = { kernel: counted(3, 1, 2, 2), groups: 1 };
		assert.deepEqual(withFilters(three, { first: 2 }, known).kernel, counted(2, 1, 2, 2));
		const { kernel } = withFilters(lecture, { added: [{ known: 'ones' }, { known: 'large' }, 'copy'] }, known);
		assert.deepEqual([kernel.shape, Array.from(kernel.data)], [[3, 1, 2, 2], [1, -2, -3, 4, 1, 1, 1, 1, 1, -2, -3, 4]]);
	});

	it('are added to every group, behind its own', () => {
		const { kernel, groups } = withFilters({ kernel: tensor([2, 1, 1, 2], [1, 2, 3, 4]), groups: 2 }, { added: ['half-turn'] }, known);
		assert.deepEqual([groups, kernel.shape, Array.from(kernel.data)], [2, [4, 1, 1, 2], [1, 2, 2, 1, 3, 4, 4, 3]]);
	});

	it('come one by one, each another: of a square turned, of a row reversed and negated', () => {
		assert.deepEqual(countedFilters('all', 1, 4, 2, 2), { added: ['quarter-turn', 'half-turn', 'three-quarter-turn'] });
		assert.deepEqual(countedFilters({ added: ['negated'] }, 1, 3, 2, 2), { added: ['negated', 'quarter-turn'] });
		assert.deepEqual(countedFilters('all', 1, 4, 1, 3), { added: ['half-turn', 'negated', 'copy'] });
		assert.deepEqual([countedFilters('all', 3, 2, 2, 2), countedFilters({ first: 2 }, 3, 3, 2, 2)], [{ first: 2 }, 'all']);
		fc.assert(fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }), anyFilters, (own, wanted, before) => {
			assert.equal(filterCount(countedFilters(before, own, wanted, 3, 3), own), wanted);
		}));
	});

	it('come back as they were saved', () => {
		const plain = initialSettings('convolution') as ConvolutionSettings;
		for (const filters of ['all', { first: 2 }, { added: ['mirrored', { known: 'sobel-x' }] }] satisfies FilterChoice[]) {
			const choices = { ...EMPTY_VIEW.choices, stages: [{ ...plain, filters }] };
			assert.deepEqual(savedChoices(JSON.parse(JSON.stringify({ choices }))), choices);
		}
		assert.deepEqual(savedChoices({ choices: { stages: [{ kind: 'convolution', filters: { added: ['spun', 7] } }] } }).stages, [{ ...plain, filters: { added: [] } }]);
	});

	it('show the document\'s numbers where these are written, and no place for those of added filters', () => {
		const shapes = [['channels', [4, 4], [2, 2]], ['channels', [3, 4, 4], [2, 2]], ['channels', [3, 4, 4], [3, 2, 2]], ['channels', [2, 4, 4], [3, 2, 2, 2]], ['depth', [3, 4, 4], [2, 2, 2]], ['depth', [2, 3, 4, 4], [2, 2, 2, 2]], ['depth', [3, 4, 4], [3, 2, 2, 2]]] as const;
		const sources = { input: { kind: 'known-kernel', id: 'a' }, kernel: { kind: 'known-kernel', id: 'b' } } as const;
		const matrix = (shape: readonly number[]): SourceMatrix => ({ name: undefined, place: { file: 'a.py', line: 1 }, shape, values: counted(...shape).data });
		fc.assert(fc.property(fc.constantFrom(...shapes), anyFilters, fc.boolean(), fc.nat(40), fc.nat(5), fc.nat(3), ([thirdAxis, input, kernel], filters, transposed, outputChannel, inputChannel, kernelSlice) => {
			const { shown } = reduce(EMPTY_VIEW, { type: 'show', view: { id: '1', sources, thirdAxis }, input: matrix(input), kernel: matrix(kernel) });
			const settings = { ...initialSettings(transposed ? 'transposed-convolution' : 'convolution') as ConvolutionSettings | TransposedConvolutionSettings, filters };
			const focus = focusOn(compute(prepare(shown!, [settings])), { ...EMPTY_VIEW.choices, stages: [settings], outputChannel, inputChannel, kernelSlice })!;
			const place = documentNumber(shown!, settings, focus, { part: 'kernel', row: 0, column: 1 });
			const { stage } = focus.result;
			assert.ok(stage.kind === 'convolution' || stage.kind === 'transposed-convolution');
			const own = typeof filters === 'object' && 'added' in filters ? stage.filters / stage.groups - filters.added.length : Infinity;
			if (focus.outputChannel % (stage.filters / stage.groups) >= own) assert.equal(place, undefined);
			else assert.equal(matrix(kernel).values[place!.index], focus.kernelPlane!.values[1]);
		}), { seed: 5, numRuns: 600 });
		assert.ok(turnFits('negated', 1, 1) && !turnFits('half-turn', 1, 1));
	});
});
