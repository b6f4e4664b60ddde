import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { layerExample, type LayerExample } from '../../../src/editor/layer-example';
import { elementCount, type Tensor } from '../../../src/engine/tensor';
import { ModelAnalyzer } from '../../../src/models/analyze';
import type { FileReport } from '../../../src/models/report';
import { tensorShape } from '../../../src/present/model-layer';
import { compute, prepare, type Preparation } from '../../../src/visualizer/computation';
import type { EditorMessage, SourceMatrix } from '../../../src/visualizer/protocol';
import { EMPTY_VIEW, reduce } from '../../../src/visualizer/view-state';

const FIXTURES = join(import.meta.dirname, '../../models/fixtures');

function analyze(lines: readonly string[]): FileReport {
	return new ModelAnalyzer().analyze(lines.join('\n'), 'model.py');
}

function torchLayer(layer: string, shape: string): LayerExample | undefined {
	const { models } = analyze([
		'import torch', 'from torch import nn', 'class Net(nn.Module):', `    # shape: x = ${shape}`, '    def __init__(self):', '        super().__init__()', `        self.layer = ${layer}`,
		'    def forward(self, x):', '        return self.layer(x)',
	]);
	const found = models[0]!.layers[1]!;
	return layerExample(found, tensorShape(found.calls[0]?.inputs[0]), tensorShape(found.calls[0]?.output), false);
}

function kerasLayer(layer: string, shape: string): LayerExample | undefined {
	const { models } = analyze(['import keras', 'from keras import layers', `model = keras.Sequential([keras.Input(${shape}), layers.${layer}])`]);
	const found = models[0]!.layers.find(({ calls, isLeaf }) => isLeaf && calls.length > 0)!;
	return layerExample(found, tensorShape(found.calls[0]?.inputs[0]), tensorShape(found.calls[0]?.output), true);
}

/** What the panel makes of it: the shapes that are drawn, and those that are said. */
function onPanel(example: LayerExample | undefined): Preparation {
	assert.ok(example !== undefined, 'there is no example');
	const matrix = ({ shape, data }: Tensor): SourceMatrix => ({ name: undefined, place: undefined, shape, values: data });
	const layer = { kind: 'layer', uri: 'file:///a.py', start: 0, end: 1, use: undefined } as const;
	const message: Extract<EditorMessage, { type: 'show' }> = {
		type: 'show', view: { id: '1', sources: { input: layer, kernel: layer }, beginning: example.stages }, input: matrix(example.input), kernel: matrix(example.kernel),
		layer: { name: 'layer', place: { file: 'a.py', line: 1 }, sentence: '', hasKernel: example.hasKernel, whole: example.whole },
	};
	const { shown, choices, trouble } = reduce(EMPTY_VIEW, message);
	assert.equal(trouble, undefined);
	return prepare(shown!, choices.stages);
}

function said({ said: [plan] }: Preparation): string {
	const { geometry: { inputShape, outputShape }, cost } = plan!;
	return `${inputShape.slice(1).join('×')} → ${outputShape.slice(1).join('×')}, ${cost.weights + cost.biases}`;
}

function drawnShapes(preparation: Preparation): string {
	const [result] = compute(preparation).results;
	return `${preparation.input.shape.slice(1).join('×')} → ${result!.output.shape.slice(1).join('×')}`;
}

describe('the example of a layer', () => {
	it('Conv2d(3, 32, 3, stride=2) on 28×28 is made as a whole: 3×28×28 → 32×13×13, 896 parameters', () => {
		const panel = onPanel(torchLayer('nn.Conv2d(3, 32, 3, stride=2)', 'B,3,28,28'));
		assert.equal(said(panel), '3×28×28 → 32×13×13, 896');
		assert.equal(drawnShapes(panel), '3×28×28 → 32×13×13');
	});
	it('Conv2d(3, 64, 7, stride=2, padding=3) on 224×224: said of the whole, drawn on 12×12', () => {
		const panel = onPanel(torchLayer('nn.Conv2d(3, 64, 7, stride=2, padding=3)', 'B,3,224,224'));
		assert.equal(said(panel), '3×224×224 → 64×112×112, 9472');
		assert.equal(drawnShapes(panel), '3×12×12 → 64×6×6');
	});
	it('of 512 filters over 512 channels only some are made', () => {
		const example = torchLayer('nn.Conv2d(512, 512, 3, padding=1)', 'B,512,28,28');
		assert.equal(said(onPanel(example)), '512×28×28 → 512×28×28, 2359808');
		assert.deepEqual(example!.kernel.shape, [12, 512, 3, 3]);
	});
	it('padding "same" stays a name, and the padding mode is kept', () => {
		const [settings] = torchLayer('nn.Conv2d(3, 8, 3, padding="same", padding_mode="reflect", bias=False)', 'B,3,10,10')!.stages;
		assert.ok(settings?.kind === 'convolution');
		assert.deepEqual([settings.padding, settings.fill, settings.bias], ['same', 'reflect', undefined]);
	});
	it('groups: 32 → 64 channels in 2 groups, each filter sees 16', () => {
		const panel = onPanel(torchLayer('nn.Conv2d(32, 64, 3, groups=2)', 'B,32,6,6'));
		assert.equal(said(panel), '32×6×6 → 64×4×4, 9280');
		assert.equal(drawnShapes(panel), '32×6×6 → 64×4×4');
	});
	it('depthwise, 960 channels on 7×7', () => {
		const panel = onPanel(torchLayer('nn.Conv2d(960, 960, 3, padding=1, groups=960)', 'B,960,7,7'));
		assert.equal(said(panel), '960×7×7 → 960×7×7, 9600');
	});
	it('1-D: a row of 20', () => {
		assert.equal(said(onPanel(torchLayer('nn.Conv1d(4, 8, 5, stride=3)', 'B,4,20'))), '4×1×20 → 8×1×6, 168');
	});
	it('transposed, with output padding: 7 → 14', () => {
		const panel = onPanel(torchLayer('nn.ConvTranspose2d(8, 4, 3, stride=2, padding=1, output_padding=1)', 'B,8,7,7'));
		assert.equal(said(panel), '8×7×7 → 4×14×14, 292');
		assert.equal(drawnShapes(panel), '8×7×7 → 4×14×14');
	});
	it('poolings, and adaptive ones as the pooling that they come to', () => {
		assert.equal(said(onPanel(torchLayer('nn.MaxPool2d(3, 2, 1)', 'B,64,112,112'))), '64×112×112 → 64×56×56, 0');
		assert.equal(said(onPanel(torchLayer('nn.AdaptiveAvgPool2d(1)', 'B,512,7,7'))), '512×7×7 → 512×1×1, 0');
		assert.deepEqual(torchLayer('nn.AdaptiveMaxPool2d((7, 7))', 'B,8,14,21')!.stages, [{ kind: 'max-pooling', size: [2, 3], stride: [2, 3], padding: [0, 0], depth: { size: 1, stride: 1, padding: 0 } }]);
	});
	it('a linear layer on 5408 features: 54,090 parameters, drawn on 24', () => {
		const panel = onPanel(torchLayer('nn.Linear(5408, 10)', 'B,5408'));
		assert.equal(said(panel), '1×1×5408 → 1×1×10, 54090');
		assert.equal(drawnShapes(panel), '1×1×24 → 1×1×10');
	});
	it('activations with their default settings, and flatten', () => {
		assert.deepEqual(torchLayer('nn.GELU()', 'B,3,8,8')!.stages, [{ kind: 'gelu' }]);
		assert.deepEqual(torchLayer('nn.LeakyReLU(0.01)', 'B,3,8,8')!.stages, [{ kind: 'leaky-relu' }]);
		assert.equal(said(onPanel(torchLayer('nn.Flatten()', 'B,3,8,8'))), '3×8×8 → 192, 0');
	});
	it('Keras: channels last, padding "same" with stride 2, and the activation within the layer as a stage of its own', () => {
		const example = kerasLayer('Conv2D(32, 3, strides=2, padding="same", activation="relu")', '(28, 28, 3)');
		assert.equal(said(onPanel(example)), '3×28×28 → 32×14×14, 896');
		assert.deepEqual(example!.stages.map(({ kind }) => kind), ['convolution', 'relu']);
		assert.equal(drawnShapes(onPanel(example)), '3×28×28 → 32×14×14');
	});
	it('an activation that the panel does not have is left out, and known to be', () => {
		const example = kerasLayer('Dense(10, activation="softmax")', '(12,)');
		assert.deepEqual([example?.stages.length, example?.leavesOutActivation], [1, true]);
	});
	it('Keras\' transposed convolution "same": the output is the input times the stride', () => {
		assert.equal(said(onPanel(kerasLayer('Conv2DTranspose(4, 4, strides=2, padding="same")', '(7, 7, 8)'))), '8×7×7 → 4×14×14, 516');
	});
	it('a 3-D convolution: 3×8×10×10 with a stride of its own along the depth gives 8×8×4×4, 656 parameters, drawn as a whole', () => {
		const panel = onPanel(torchLayer('nn.Conv3d(3, 8, 3, stride=(1, 2, 2), padding=(1, 0, 0))', 'B,3,8,10,10'));
		assert.equal(said(panel), '3×8×10×10 → 8×8×4×4, 656');
		assert.equal(drawnShapes(panel), '3×8×10×10 → 8×8×4×4');
	});
	it('the first layer of a 3-D residual network on 16 frames of 112×112: said of the whole, drawn on less', () => {
		const panel = onPanel(torchLayer('nn.Conv3d(3, 64, (3, 7, 7), stride=(1, 2, 2), padding=(1, 3, 3), bias=False)', 'B,3,16,112,112'));
		assert.equal(said(panel), '3×16×112×112 → 64×16×56×56, 28224');
		assert.ok(elementCount(panel.input.shape) <= 3 * 8 * 14 * 14, panel.input.shape.join('×'));
	});
	it('3-D with "same", in groups, dilated and mirrored at the borders', () => {
		const panel = onPanel(torchLayer('nn.Conv3d(4, 6, (3, 3, 1), padding="same", groups=2, dilation=(2, 1, 1), padding_mode="replicate")', 'B,4,6,5,5'));
		assert.equal(said(panel), '4×6×5×5 → 6×6×5×5, 114');
		assert.equal(drawnShapes(panel), '4×6×5×5 → 6×6×5×5');
	});
	it('3-D poolings, also of frames one by one, and transposed convolutions', () => {
		assert.equal(said(onPanel(torchLayer('nn.MaxPool3d((1, 2, 2))', 'B,2,6,8,8'))), '2×6×8×8 → 2×6×4×4, 0');
		assert.equal(said(onPanel(torchLayer('nn.AvgPool3d(2)', 'B,2,6,8,8'))), '2×6×8×8 → 2×3×4×4, 0');
		assert.equal(said(onPanel(torchLayer('nn.AdaptiveAvgPool3d(1)', 'B,8,4,6,6'))), '8×4×6×6 → 8×1×1×1, 0');
		const transposed = onPanel(torchLayer('nn.ConvTranspose3d(4, 2, 2, stride=2)', 'B,4,3,4,4'));
		assert.equal(said(transposed), '4×3×4×4 → 2×6×8×8, 66');
		assert.equal(drawnShapes(transposed), '4×3×4×4 → 2×6×8×8');
		assert.equal(torchLayer('nn.ConvTranspose3d(4, 2, 3, stride=2, output_padding=1)', 'B,4,3,4,4'), undefined, 'cells behind the last slice are none that the panel adds');
	});
	it('an activation and a flattening of volumes; a 3-D layer alone', () => {
		assert.equal(said(onPanel(torchLayer('nn.ReLU()', 'B,3,4,5,6'))), '3×4×5×6 → 3×4×5×6, 0');
		assert.equal(said(onPanel(torchLayer('nn.Flatten()', 'B,3,4,5,6'))), '3×4×5×6 → 360, 0');
		const { layers: [site] } = analyze(['from torch import nn', 'lone = nn.Conv3d(3, 8, 3)']);
		assert.equal(said(onPanel(layerExample(site!, undefined, undefined, false))), '3×8×8×8 → 8×6×6×6, 656');
	});
	it('Keras\' 3-D convolution, channels last', () => {
		assert.equal(said(onPanel(kerasLayer('Conv3D(8, 3, activation="relu")', '(8, 10, 10, 3)'))), '3×8×10×10 → 8×6×8×8, 656');
	});
	it('batch normalization with its ε, on maps, rows and volumes; not on features alone', () => {
		assert.equal(said(onPanel(torchLayer('nn.BatchNorm2d(3)', 'B,3,8,8'))), '3×8×8 → 3×8×8, 6');
		assert.equal(said(onPanel(torchLayer('nn.BatchNorm2d(64, affine=False)', 'B,64,112,112'))), '64×112×112 → 64×112×112, 0');
		assert.deepEqual(torchLayer('nn.BatchNorm2d(3, eps=1e-3)', 'B,3,8,8')?.stages, [{ kind: 'batch-normalization', epsilon: 0.001, hasScale: true }]);
		assert.equal(said(onPanel(torchLayer('nn.BatchNorm3d(2)', 'B,2,4,6,6'))), '2×4×6×6 → 2×4×6×6, 4');
		assert.equal(said(onPanel(torchLayer('nn.BatchNorm1d(5)', 'B,5,20'))), '5×1×20 → 5×1×20, 10');
		assert.equal(torchLayer('nn.BatchNorm1d(5)', 'B,5'), undefined);
	});
	it('nothing stands for what the panel has no stage for', () => {
		for (const layer of ['nn.LeakyReLU(0.2)', 'nn.BatchNorm2d(3, track_running_stats=False)', 'nn.InstanceNorm2d(3)', 'nn.GroupNorm(1, 3)', 'nn.MaxPool2d(2, dilation=2)', 'nn.AdaptiveAvgPool2d(3)', 'nn.MaxPool2d(3, 2, ceil_mode=True)', 'nn.AvgPool2d(3, 1, 1, count_include_pad=False)', 'nn.Dropout()']) {
			assert.equal(torchLayer(layer, 'B,3,8,8'), undefined, layer);
		}
		assert.equal(kerasLayer('SeparableConv2D(8, 3)', '(8, 8, 3)'), undefined);
	});
	it('a layer alone: 3×8×8 is made', () => {
		const { layers: [site] } = analyze(['from torch import nn', 'lone = nn.Conv2d(3, 32, 3)']);
		const example = layerExample(site!, undefined, undefined, false);
		assert.equal(example?.isInputMade, true);
		assert.equal(said(onPanel(example)), '3×8×8 → 32×6×6, 896');
	});
	it('is the same every time, of small whole numbers', () => {
		const [one, other] = [torchLayer('nn.Conv2d(3, 32, 3)', 'B,3,28,28')!, torchLayer('nn.Conv2d(3, 32, 3)', 'B,3,28,28')!];
		assert.deepEqual(one, other);
		assert.ok(one.input.data.every((each) => Number.isInteger(each) && each >= 0 && each <= 9));
		assert.ok(one.kernel.data.every((each) => Number.isInteger(each) && Math.abs(each) <= 2));
	});
});

describe('the examples of all layers of the classic architectures', function () {
	this.timeout(60_000);
	for (const file of readdirSync(FIXTURES).filter((name) => name.endsWith('.py'))) {
		it(`${file}: sizes and parameters that are said are those of the report; what is drawn is small`, () => {
			const { models } = new ModelAnalyzer().analyze(readFileSync(join(FIXTURES, file), 'utf8'), file);
			const seen = new Set<string>();
			for (const { layers } of models) for (const layer of layers) for (const { inputs: [input], output } of layer.calls) {
				const [from, to] = [tensorShape(input), tensorShape(output)];
				const key = JSON.stringify([layer.geometry, from, to]);
				if (seen.has(key)) continue;
				seen.add(key);
				const example = layerExample(layer, from, to, false);
				if (example === undefined) {
					assert.ok(layer.geometry.kind !== 'convolution' || layer.geometry.kernel.length > 2, `${layer.path} has no example`);
					continue;
				}
				const panel = onPanel(example);
				assert.equal(panel.failure, undefined, layer.path);
				const [plan] = panel.said;
				if (layer.geometry.kind !== 'linear') assert.equal(elementCount(plan!.geometry.outputShape.slice(1)), elementCount(to!.slice(1) as number[]), layer.path);
				if (layer.parameterCount.status === 'exact') assert.equal(plan!.cost.weights + plan!.cost.biases, layer.parameterCount.value, layer.path);
				assert.ok(elementCount(example.input.shape) + elementCount(example.kernel.shape) <= 500_000, layer.path);
				assert.ok(panel.plans.every(({ cost }) => cost.multiplyAdds <= 3_000_000), layer.path);
			}
			assert.ok(seen.size > 0);
		});
	}
});
