import assert from 'node:assert/strict';
import { batchNormalization } from '../../../src/engine/batch-normalization';
import { convolution } from '../../../src/engine/convolution';
import { flatten } from '../../../src/engine/flatten';
import type { Stage } from '../../../src/engine/layer';
import { linear } from '../../../src/engine/linear';
import { traceCell } from '../../../src/engine/pipeline';
import { maxPooling } from '../../../src/engine/pooling';
import { tensor } from '../../../src/engine/tensor';
import { transposedConvolution } from '../../../src/engine/transposed-convolution';
import { planPipeline } from '../../../src/engine/pipeline';
import { arithmeticText, openSum } from '../../../src/present/arithmetic';
import { kerasCode } from '../../../src/present/code-keras';
import { numpyCode } from '../../../src/present/code-numpy';
import { pytorchCode } from '../../../src/present/code-pytorch';
import { hexColour, weightHue } from '../../../src/present/colour';
import type { FigureGrid } from '../../../src/present/figure/grid';
import { cellMarks } from '../../../src/present/figure/grid-drawing';
import { matricesFigure } from '../../../src/present/figure/matrices-figure';
import { PAPER, PROSE } from '../../../src/present/figure/palette';
import { figureSvg } from '../../../src/present/figure/svg';
import { figureTikz } from '../../../src/present/figure/tikz';
import { formulaText, outputSizeFormula } from '../../../src/present/formula';
import { localizeWith } from '../../../src/present/localize';
import { showBytes } from '../../../src/present/number';
import { stepTable } from '../../../src/present/step-table';

const input = tensor([1, 1, 3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9]);
const kernel = tensor([1, 1, 2, 2], [1, -2, -3, 4]);

describe('the text in a cell\'s corner', () => {
	const corner = (text: string, side: number): { readonly text: string; readonly width: number } => {
		const mark = cellMarks({ value: 3, look: 'covered', background: '#ffffff', corner: text }, side).at(-1)!;
		assert.ok(mark.kind === 'text');
		return { text: mark.text, width: mark.text.length * mark.size * 0.61 };
	};

	it('×0.33 is written whole in 44 px, without its sign in 22 px, and stays within the cell', () => {
		assert.equal(corner('×0.33', 44).text, '×0.33');
		assert.equal(corner('×0.33', 22).text, '0.33');
		for (let side = 22; side <= 44; side++) for (const text of ['×1', '×−2', '×0.33', '×−1.1']) assert.ok(corner(text, side).width <= side - 3 + 1e-9, `${text} in ${side} px`);
	});
});

describe('arithmetic in one line', () => {
	it('marks a factor that is rounded, and sums it unrounded: 9 · 1/3 = 3', () => {
		const stage = convolution(tensor([1, 1, 1, 1], [1 / 3]));
		assert.equal(arithmeticText(traceCell(stage, tensor([1, 1, 1, 1], [9]), [0, 0, 0, 0])), '9·0.333333… = 3');
		assert.equal(arithmeticText(traceCell({ kind: 'relu' }, tensor([1, 1, 1, 1], [-1 / 3]), [0, 0, 0, 0])), 'max(0, −0.333333…) = 0');
	});
});

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

	it('adds the bias of a fully connected layer, and what constant padding is filled with', () => {
		const dense = linear(tensor([1, 9], new Float64Array(9).fill(1)), tensor([1], [-1.5]));
		const stages: Stage[] = [flatten(), dense];
		assert.match(numpyCode(input, stages) ?? '', /x = x @ w2\.T \+ np\.array\(\[-1\.5\]\)/);
		assert.match(pytorchCode(input, stages) ?? '', /x = F\.linear\(x, w2, b2\)/);
		assert.match(kerasCode(input, stages) ?? '', /x = x @ w2\.T \+ np\.array\(\[-1\.5\]\)/);
		const padded = [convolution(kernel, { padding: 1, paddingFill: { mode: 'constant', value: 7 } })];
		for (const code of [numpyCode(input, padded), kerasCode(input, padded)]) assert.match(code ?? '', /"constant", constant_values=7\)/);
	});

	it('writes batch normalization, each channel by its own numbers', () => {
		const numbers = (...data: number[]): ReturnType<typeof tensor> => tensor([1], data);
		const stage = batchNormalization({ mean: numbers(2), variance: numbers(4), scale: numbers(0.5), shift: numbers(-1) });
		assert.match(pytorchCode(input, [stage]) ?? '', /x = F\.batch_norm\(x, running_mean=torch\.tensor\(\[2\], dtype=torch\.float64\), running_var=torch\.tensor\(\[4\], dtype=torch\.float64\), weight=torch\.tensor\(\[0\.5\], dtype=torch\.float64\), bias=torch\.tensor\(\[-1\], dtype=torch\.float64\), eps=0\.00001\)/);
		assert.match(numpyCode(input, [stage]) ?? '', /x = \(x - np\.array\(\[2\]\)\[:, None, None\]\) \/ np\.sqrt\(np\.array\(\[4\]\)\[:, None, None\] \+ 0\.00001\) \* np\.array\(\[0\.5\]\)\[:, None, None\] \+ np\.array\(\[-1\]\)\[:, None, None\]/);
		assert.match(kerasCode(input, [stage]) ?? '', /x = \(x - np\.array\(\[2\]\)\) \/ np\.sqrt\(np\.array\(\[4\]\) \+ 0\.00001\) \* np\.array\(\[0\.5\]\) \+ np\.array\(\[-1\]\)/);
		const features = numpyCode(input, [flatten(), batchNormalization({ mean: tensor([9], new Float64Array(9)), variance: tensor([9], new Float64Array(9).fill(1)) })]) ?? '';
		assert.match(features, /x = \(x - np\.array\(\[0, 0, 0, 0, 0, 0, 0, 0, 0\]\)\) \/ np\.sqrt/);
	});

	it('keeps the axes of maps for a fully connected layer in Keras, whose channels are last', () => {
		const dense = linear(tensor([1, 3], [1, 2, 3]));
		assert.match(kerasCode(input, [dense]) ?? '', /x = \(x\.transpose\(0, 3, 1, 2\) @ w1\.T\)\.transpose\(0, 2, 3, 1\)/);
		assert.doesNotMatch(kerasCode(input, [flatten(), flatten()])?.replace(/x\.transpose/, '') ?? '', /x\.transpose/);
	});

	it('is not given where the framework does otherwise: symmetric padding in PyTorch, a strided dilation in Keras', () => {
		assert.equal(pytorchCode(input, [convolution(kernel, { padding: 1, paddingFill: { mode: 'symmetric' } })]), undefined);
		assert.equal(kerasCode(input, [convolution(kernel, { stride: 2, dilation: 2 })]), undefined);
	});

	it('crops and pads a transposed convolution after Keras\' layer, whose own sizes differ; its bias comes last, and groups become zeros', () => {
		const plain = kerasCode(input, [transposedConvolution(kernel, { stride: 2 })]) ?? '';
		assert.match(plain, /keras\.layers\.Conv2DTranspose\(1, \(2, 2\), strides=\(2, 2\), use_bias=False/);
		assert.doesNotMatch(plain, /x = x\[/);
		const cropped = kerasCode(input, [transposedConvolution(kernel, { stride: 2, padding: 1, outputPadding: 1, bias: tensor([1], [5]) })]) ?? '';
		// (3 − 1)·2 + 2 + 1 − 2·1 = 5 rows, from row 1 on
		assert.match(cropped, /x = np\.pad\(x, \(\(0, 0\), \(0, 1\), \(0, 1\), \(0, 0\)\)\)\nx = x\[:, 1:\(h - 1\) \* 2 \+ 2, 1:\(w - 1\) \* 2 \+ 2\]\nx = x \+ np\.array\(\[5\]\)/);
		const grouped = kerasCode(tensor([1, 2, 1, 1], [1, 2]), [transposedConvolution(tensor([2, 1, 1, 1], [3, 4]), { groups: 2 })]) ?? '';
		assert.match(grouped.replace(/\s+/g, ' '), /w1 = np\.array\(\[\[\[\[3\]\], \[\[0\]\]\], \[\[\[0\]\], \[\[4\]\]\]\]/);
	});
});

describe('a drawing of matrices', () => {
	const window: FigureGrid = {
		rows: 1, columns: 3, frames: [{ row: 0, column: 0, rows: 1, columns: 2, look: 'window' }],
		cell: (_row, column) => [{ value: -50, look: 'covered', background: '#ff8800', corner: '×−2' } as const, { value: 0, look: 'padding' } as const, { value: 1 / 3, look: 'plain', mark: 'wrong' } as const][column]!,
	};
	const map: FigureGrid = { rows: 1, columns: 2, cell: (_row, column) => (column === 0 ? { value: 1e6, look: 'plain', mark: 'current' } : { value: undefined, look: 'pending' }) };
	const figure = matricesFigure([
		{ name: 'Input <1>', detail: '1×3', sign: '→', content: window },
		{ name: 'Map', detail: '1×2', content: map, legend: { kind: 'diverging', peak: 50 } },
	], { title: 'Convolution', lines: ['−50 = −50'] });

	it('becomes an SVG with every number, escaped', () => {
		const svg = figureSvg(figure, { palette: PAPER, font: 'sans-serif', ground: '#ffffff' });
		for (const text of ['−50', '×−2', '0.3333', 'Input &lt;1&gt;', 'Convolution', '−50 = −50']) assert.ok(svg.includes(`>${text}</text>`), text);
		assert.equal(svg.match(/fill="#ff8800"/g)?.length, 1);
		// the pending cell and the wrong answer
		assert.equal(svg.match(/stroke-dasharray/g)?.length, 2);
		// on paper every colour is fixed
		assert.doesNotMatch(svg, /var\(|currentColor|color-mix|oklch/);
	});

	it('takes the colours of the page where it is shown in one', () => {
		const svg = figureSvg(figure, { palette: PROSE, font: 'monospace' });
		assert.match(svg, /fill="currentColor"/);
		assert.doesNotMatch(svg, /fill="#ffffff"/);
	});

	it('holds a picture of dots beside the numbers, in SVG by its address; TeX has only the rest', () => {
		const dots = { rows: 2, columns: 3, bytes: new Uint8ClampedArray(24) };
		const pictured = matricesFigure([{ name: 'Input', detail: '80×120', sign: '→', content: { dots, width: 300, height: 200 } }, { name: 'Map', detail: '1×2', content: map }]);
		const picture = pictured.marks.find((mark) => mark.kind === 'picture');
		assert.ok(picture?.width === 300 && picture.height === 200 && picture.x >= 0 && picture.x + 300 <= pictured.width && picture.y + 200 <= pictured.height);
		assert.match(figureSvg(pictured, { palette: PAPER, font: 'sans-serif', addressOf: ({ rows, columns }) => `data:${rows}×${columns}` }), /<image x="[\d.]+" y="[\d.]+" width="300" height="200" preserveAspectRatio="none" href="data:2×3"\/>/);
		assert.doesNotMatch(figureTikz(pictured), /undefined/);
	});

	it('becomes TikZ with numbers that TeX can set', () => {
		const tikz = figureTikz(figure);
		assert.match(tikz, /\{\$-\$50\}/);
		assert.match(tikz, /\{Input \\textless\{\}1\\textgreater\{\}\}/);
		assert.match(tikz, /red,255;green,136;blue,0/);
		assert.match(tikz, /\{1\$\\times\$3\}/);
		assert.equal(tikz.match(/\\path/g)?.length, figure.marks.filter(({ kind }) => kind !== 'text').length);
		assert.equal(tikz.match(/\\node/g)?.length, figure.marks.filter(({ kind }) => kind === 'text').length);
	});

	it('holds every mark within its bounds', () => {
		for (const mark of figure.marks) {
			if (mark.kind === 'lines') continue;
			const [right, bottom] = mark.kind === 'box' ? [mark.x + mark.width, mark.y + mark.height] : [mark.x, mark.y];
			assert.ok(mark.x >= 0 && right <= figure.width && mark.y >= 0 && bottom <= figure.height, JSON.stringify(mark));
		}
	});

	for (const side of [22, 30, 44]) {
		it(`${side} px cells: whatever a number is, its digits stay within the cell`, () => {
			for (const value of [0, -1, 255, -0.5, 1 / 3, -12_345.678, 1e-9, -1e21, NaN, -Infinity]) {
				for (const mark of cellMarks({ value, look: 'plain' }, side)) {
					if (mark.kind !== 'text') continue;
					assert.ok(mark.size === 7 || mark.text.length * mark.size * 0.61 <= side - 3 + 0.5 * mark.text.length, `${mark.text} at ${mark.size}`);
				}
			}
		});
	}

	it('hatches lie within their cell', () => {
		for (const look of ['padding', 'inserted'] as const) for (let side = 20; side <= 44; side++) {
			const hatch = cellMarks({ value: 0, look }, side).find(({ kind }) => kind === 'lines');
			assert.ok(hatch?.kind === 'lines' && hatch.lines.length >= 3);
			for (const line of hatch.lines) for (const coordinate of line) assert.ok(coordinate >= 0 && coordinate <= side);
		}
	});
});

describe('a pass as a table', () => {
	it('has a row for each step, with terms and result apart', () => {
		const stage = convolution(kernel);
		const table = stepTable([[0, 0], [0, 1]].map(([row, column]) => traceCell(stage, input, [0, 0, row!, column!])), localizeWith());
		assert.deepEqual(table.split('\n').slice(2, 4), ['| 1 | 1, 1 | 1·1 + 2·(−2) + 4·(−3) + 5·4 | 5 |', '| 2 | 1, 2 | 2·1 + 3·(−2) + 5·(−3) + 6·4 | 5 |']);
	});

	it('leaves the results of hidden cells open', () => {
		const traces = [[0, 0], [0, 1]].map(([row, column]) => traceCell(convolution(kernel), input, [0, 0, row!, column!]));
		assert.deepEqual(stepTable(traces, localizeWith(), (index) => index === 1).split('\n').slice(2, 4).map((row) => row.split(' | ').at(-1)), ['5 |', '? |']);
		assert.deepEqual([openSum('1·1 + 2·(−2) = −3'), openSum('1/3 ≈ 0.3333'), openSum('7')], ['1·1 + 2·(−2) = ?', '1/3 = ?', '?']);
	});
});

describe('colours and counts', () => {
	it('the hues of weights as hex differ, and are equally light to the eye', () => {
		const hues = Array.from({ length: 9 }, (_, index) => weightHue(index, 9));
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
