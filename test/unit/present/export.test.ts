import assert from 'node:assert/strict';
import { convolution } from '../../../src/engine/convolution';
import { traceCell } from '../../../src/engine/pipeline';
import { maxPooling } from '../../../src/engine/pooling';
import { tensor } from '../../../src/engine/tensor';
import { transposedConvolution } from '../../../src/engine/transposed-convolution';
import { planPipeline } from '../../../src/engine/pipeline';
import { kerasCode } from '../../../src/present/code-keras';
import { numpyCode } from '../../../src/present/code-numpy';
import { pytorchCode } from '../../../src/present/code-pytorch';
import { hexColour, weightHex } from '../../../src/present/colour';
import { matricesFigure } from '../../../src/present/figure';
import { figureSvg } from '../../../src/present/figure-svg';
import { figureTikz } from '../../../src/present/figure-tikz';
import { formulaText, outputSizeFormula } from '../../../src/present/formula';
import { localizeWith } from '../../../src/present/localize';
import { showBytes } from '../../../src/present/number';
import { stepTable } from '../../../src/present/step-table';

const input = tensor([1, 1, 3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9]);
const kernel = tensor([1, 1, 2, 2], [1, -2, -3, 4]);

describe('code that reproduces the result', () => {
	it('of a strided, padded convolution in PyTorch', () => {
		const code = pytorchCode(input, [convolution(kernel, { stride: [1, 2], padding: 1 }), { kind: 'relu' }]) ?? '';
		assert.match(code, /x = F\.conv2d\(x, w1, None, stride=\(1, 2\), dilation=\(1, 1\), groups=1, padding=\(1, 1\)\)\nx = F\.relu\(x\)\nprint\(x\)/);
		assert.match(code, /x = torch\.tensor\(\[\[\[\[1, 2, 3\],/);
	});

	it('pads apart where the sides differ, width before height as PyTorch wants it', () => {
		const code = pytorchCode(input, [convolution(kernel, { padding: [{ before: 1, after: 0 }, { before: 0, after: 2 }] })]) ?? '';
		assert.match(code, /x = F\.pad\(x, \(0, 2, 1, 0\), mode='constant', value=0\)/);
	});

	it('defines in NumPy only what it uses', () => {
		const code = numpyCode(input, [maxPooling([2, 2], { stride: 1 })]) ?? '';
		assert.match(code, /def pool\(/);
		assert.doesNotMatch(code, /def convolve/);
		assert.match(code, /x = pool\(x, \(2, 2\), \(1, 1\), np\.max\)/);
	});

	it('turns the kernel for Keras to height, width, channels, filters', () => {
		assert.match(kerasCode(input, [convolution(kernel)]) ?? '', /set_weights\(\[w1\.transpose\(2, 3, 1, 0\)\]\)/);
	});

	it('is not given where the framework does otherwise: symmetric padding in PyTorch, a strided dilation in Keras', () => {
		assert.equal(pytorchCode(input, [convolution(kernel, { padding: 1, paddingFill: { mode: 'symmetric' } })]), undefined);
		assert.equal(kerasCode(input, [convolution(kernel, { stride: 2, dilation: 2 })]), undefined);
		assert.equal(kerasCode(input, [transposedConvolution(kernel)]), undefined);
	});
});

describe('a drawing of matrices', () => {
	const figure = matricesFigure([
		{ caption: 'Input 1×2', rows: 1, columns: 2, sign: '→', cell: (_row, column) => ({ text: column === 0 ? '−50' : '<1', fill: '#ff8800' }), frame: { row: 0, column: 0, rows: 1, columns: 1 } },
		{ caption: 'Map 1×1', rows: 1, columns: 1, cell: () => ({ text: '', look: 'pending' }) },
	], '−50 = −50');

	it('becomes an SVG with every number, escaped', () => {
		const svg = figureSvg(figure);
		assert.match(svg, />−50<\/text>/);
		assert.match(svg, />&lt;1<\/text>/);
		assert.equal(svg.match(/fill="#ff8800"/g)?.length, 2);
		assert.match(svg, /stroke-dasharray/);
	});

	it('becomes TikZ with numbers that TeX can set', () => {
		const tikz = figureTikz(figure);
		assert.match(tikz, /\{\\normalsize \$-\$50\}/);
		assert.match(tikz, /red,255;green,136;blue,0/);
		assert.match(tikz, /Input 1\$\\times\$2/);
		assert.equal(tikz.match(/\\path/g)?.length, figure.marks.filter(({ kind }) => kind === 'box').length);
	});

	it('holds every mark within its bounds', () => {
		for (const mark of figure.marks) assert.ok(mark.x >= 0 && mark.x <= figure.width && mark.y >= 0 && mark.y <= figure.height);
	});
});

describe('a pass as a table', () => {
	it('has a row for each step, with terms and result apart', () => {
		const stage = convolution(kernel);
		const table = stepTable([[0, 0], [0, 1]].map(([row, column]) => traceCell(stage, input, [0, 0, row!, column!])), localizeWith());
		assert.deepEqual(table.split('\n').slice(2, 4), ['| 1 | 1, 1 | 1·1 + 2·(−2) + 4·(−3) + 5·4 | 5 |', '| 2 | 1, 2 | 2·1 + 3·(−2) + 5·(−3) + 6·4 | 5 |']);
	});
});

describe('colours and counts', () => {
	it('the hues of weights as hex differ, and are equally light to the eye', () => {
		const hues = Array.from({ length: 9 }, (_, index) => weightHex(index, 9));
		assert.equal(new Set(hues).size, 9);
		for (const hue of hues) assert.match(hue, /^#[0-9a-f]{6}$/);
		assert.equal(hexColour('rgb(255, 136, 0)'), '#ff8800');
	});

	it('bytes', () => {
		assert.deepEqual([0, 36, 1024, 86_528, 8_294_400].map(showBytes), ['0 B', '36 B', '1 KiB', '84.5 KiB', '7.91 MiB']);
	});

	it('the size formula of a transposed convolution: (4 − 1)·2 − 2·0 + 1(2 − 1) + 0 + 1 = 8', () => {
		const [plan] = planPipeline([1, 1, 4, 4], [transposedConvolution(kernel, { stride: 2 })]);
		const { numeric, symbolic } = outputSizeFormula(plan!.geometry.axes[0]!, 'H');
		assert.equal(formulaText(numeric), 'H_o = (4 − 1)·2 − 2·0 + 1(2 − 1) + 0 + 1 = 8');
		assert.equal(formulaText(symbolic), 'H_o = (H_i − 1)·S − 2P + D(F − 1) + P_out + 1');
	});
});
