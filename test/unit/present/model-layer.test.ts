import assert from 'node:assert/strict';
import { ModelAnalyzer } from '../../../src/models/analyze';
import type { FileReport, LayerReport } from '../../../src/models/report';
import { localizeWith } from '../../../src/present/localize';
import { callText, layerLines, tensorShape } from '../../../src/present/model-layer';
import { layerSvg } from '../../../src/present/model-layer-svg';

const localize = localizeWith();

function analyze(lines: readonly string[]): FileReport {
	return new ModelAnalyzer().analyze(lines.join('\n'), 'model.py');
}

/** The lines on the first layer of a model that is nothing but this layer. */
function described(layer: string, shape: string): { readonly heading: string; readonly lines: readonly string[]; readonly layer: LayerReport } {
	const { models } = analyze([
		'import torch', 'from torch import nn', 'class Net(nn.Module):', `    # shape: x = ${shape}`, '    def __init__(self):', '        super().__init__()', `        self.layer = ${layer}`,
		'    def forward(self, x):', '        return self.layer(x)',
	]);
	const found = models[0]!.layers[1]!;
	return { heading: callText(found.calls[0]!), lines: layerLines(found, found.calls[0], localize), layer: found };
}

describe('what is said of a layer', () => {
	it('Conv2d(3, 32, 3, stride=2) on 28×28: 13 with its formula, 896 = 32 × (3·3·3 + 1), 5,408 nodes, 146,016 multiply-adds', () => {
		const { heading, lines } = described('nn.Conv2d(3, 32, 3, stride=2)', 'B,3,28,28');
		assert.equal(heading, '(N, 3, 28, 28) → (N, 32, 13, 13)');
		assert.deepEqual(lines, [
			'H_o = ⌊(H_i + 2P − F)/S⌋ + 1 = ⌊(28 + 2·0 − 3)/2⌋ + 1 = 13 · W_o alike',
			'Parameters 896 = 32 × (3·3·3 + 1) · Nodes 5,408 = 32·13·13 · Receptive field 3×3',
			'Multiply-adds 146,016 (per sample, without biases) · Memory 21.1 KiB + 3.5 KiB of parameters',
			'Fully connected instead: 2,352 × 5,408 = 12,719,616 weights',
		]);
	});
	it('both axes where they differ: 28 × 20 becomes 13 × 9', () => {
		assert.deepEqual(described('nn.Conv2d(3, 32, 3, stride=2)', 'B,3,28,20').lines.slice(0, 2), ['H_o = ⌊(H_i + 2P − F)/S⌋ + 1 = ⌊(28 + 2·0 − 3)/2⌋ + 1 = 13', 'W_o = ⌊(20 + 2·0 − 3)/2⌋ + 1 = 9']);
	});
	it('dilation 2 and padding 2: the longer formula, 28 stays 28', () => {
		assert.equal(described('nn.Conv2d(3, 8, 3, padding=2, dilation=2)', 'B,3,28,28').lines[0], 'H_o = ⌊(H_i + 2P − D(F − 1) − 1)/S⌋ + 1 = ⌊(28 + 2·2 − 2(3 − 1) − 1)/1⌋ + 1 = 28 · W_o alike');
	});
	it('groups 4 of 8 channels: 16 × (3·3·2 + 1) = 304', () => {
		assert.match(described('nn.Conv2d(8, 16, 3, groups=4)', 'B,8,10,10').lines[1]!, /^Parameters 304 = 16 × \(3·3·2 \+ 1\) · /);
	});
	it('a transposed convolution, stride 2: (7 − 1)·2 − 2·1 + (4 − 1) + 1 = 14', () => {
		assert.equal(described('nn.ConvTranspose2d(8, 4, 4, stride=2, padding=1)', 'B,8,7,7').lines[0], 'H_o = (H_i − 1)·S − 2P + (F − 1) + 1 = (7 − 1)·2 − 2·1 + (4 − 1) + 1 = 14 · W_o alike');
	});
	it('pooling in ceil mode rounds up: ⌈(7 + 2·0 − 2)/2⌉ + 1 = 4', () => {
		assert.equal(described('nn.MaxPool2d(2, ceil_mode=True)', 'B,8,7,7').lines[0], 'H_o = ⌈(H_i + 2P − F)/S⌉ + 1 = ⌈(7 + 2·0 − 2)/2⌉ + 1 = 4 · W_o alike');
	});
	it('ceil mode that drops a last window shows letters only, since the numbers in them would give 3', () => {
		const { lines, heading } = described('nn.MaxPool2d(1, stride=2, padding=0, ceil_mode=True)', 'B,8,4,4');
		assert.equal(heading, '(N, 8, 4, 4) → (N, 8, 2, 2)');
		assert.equal(lines[0], 'H_o = ⌈(H_i + 2P − F)/S⌉ + 1');
	});
	it('Linear(1152, 10): 11,530 = 10 × (1,152 + 1)', () => assert.match(described('nn.Linear(1152, 10)', 'B,1152').lines[1]!, /^Parameters 11,530 = 10 × \(1,152 \+ 1\)/));
	it('a layer on its own: the formula in letters and the parameters', () => {
		const { layers } = analyze(['from torch import nn', 'layer = nn.Conv2d(3, 32, 3, stride=2)']);
		assert.deepEqual(layerLines(layers[0]!, undefined, localize), ['H_o = ⌊(H_i + 2P − F)/S⌋ + 1', 'Parameters 896 = 32 × (3·3·3 + 1)']);
	});
	it('filters that are not known: no number, and the reason', () => {
		const { layers } = analyze(['from torch import nn', 'from settings import width', 'layer = nn.Conv2d(3, width, 3)']);
		const lines = layerLines(layers[0]!, undefined, localize);
		assert.equal(lines[1], 'Parameters ?');
		assert.match(lines[2]!, /depends on a size that is not a number/);
	});
});

describe('an LSTM', () => {
	it('its sixteen parameters are put together by shape: 37,888', () => {
		assert.match(described('nn.LSTM(16, 32, num_layers=2, batch_first=True, bidirectional=True)', 'B,T,16').lines[0]!, /^Parameters 37,888 = 2 × 128·16 \+ 4 × 128·32 \+ 8 × 128 \+ 2 × 128·64/);
	});
});

describe('the picture of a layer', () => {
	const ink = { text: '#555', input: '#4c8dd6', window: '#e8a33d', output: '#55a868' };
	const pictureOf = (layer: string, shape: string): string | undefined => {
		const { layer: found } = described(layer, shape);
		return layerSvg(found.geometry, tensorShape(found.calls[0]!.inputs[0]), tensorShape(found.calls[0]!.output), ink);
	};
	it('has both stacks with their sizes, and the filters between them', () => {
		assert.match(pictureOf('nn.Conv2d(3, 32, 3, stride=2)', 'B,3,28,28')!, />3×28×28<.*>3×3×3, 32 filters<.*>32×13×13</);
	});
	it('a linear layer joins 5408 with 10', () => {
		assert.match(pictureOf('nn.Linear(5408, 10)', 'B,5408')!, />5,408<.*>10</);
	});
	it('a pooling has a window', () => {
		assert.match(pictureOf('nn.MaxPool2d(2)', 'B,32,13,13')!, />32×13×13<.*>2×2<.*>32×6×6</);
	});
	it('everything stays within the picture', () => {
		for (const [layer, shape] of [['nn.Conv2d(3, 32, 3)', 'B,3,28,28'], ['nn.Conv2d(512, 2048, 1)', 'B,512,7,7'], ['nn.Conv2d(1, 1, 3)', 'B,1,4,400'], ['nn.ConvTranspose2d(8, 4, 16, stride=8)', 'B,8,7,7'], ['nn.Linear(4, 3)', 'B,4'], ['nn.Conv1d(4, 8, 5)', 'B,4,100']] as const) {
			const svg = pictureOf(layer, shape)!;
			const [width, height] = (/viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? []).slice(1).map(Number);
			for (const [, points] of svg.matchAll(/points="([^"]*)"/g)) for (const point of points!.split(' ')) {
				const [x, y] = point.split(',').map(Number) as [number, number];
				assert.ok(x >= 0 && x <= width! && y >= 0 && y <= height!, `${layer}: ${point}`);
			}
		}
	});
	it('is not drawn for other layers, nor without sizes', () => {
		assert.equal(layerSvg({ kind: 'other' }, ['B', 3], ['B', 4], ink), undefined);
		assert.equal(layerSvg(described('nn.Conv2d(3, 8, 3)', 'B,3,28,28').layer.geometry, ['B', 3, 'H', 'W'], ['B', 8, '?', '?'], ink), undefined);
	});
});
