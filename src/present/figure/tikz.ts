import { hexColour } from '../colour';
import type { Figure, Mark, Paint, Picture, Stroke } from './drawing';
import { colourOf, PAPER } from './palette';

/** px of the drawing in a centimetre of the page. */
const PX_PER_CENTIMETRE = 40;
/** TeX points for each px of the drawing. */
const POINTS = 72.27 / 2.54 / PX_PER_CENTIMETRE;

const SPECIAL: Readonly<Record<string, string>> = {
	'\\': '\\textbackslash{}', '{': '\\{', '}': '\\}', '$': '\\$', '&': '\\&', '#': '\\#', '%': '\\%', '^': '\\textasciicircum{}', '~': '\\textasciitilde{}', '_': '\\_', '<': '\\textless{}', '>': '\\textgreater{}',
	'−': '$-$', '×': '$\\times$', '·': '$\\cdot$', '✱': '$\\ast$', '→': '$\\rightarrow$', '≈': '$\\approx$', '…': '\\dots{}', '∞': '$\\infty$', '⌊': '$\\lfloor$', '⌋': '$\\rfloor$', '⌈': '$\\lceil$', '⌉': '$\\rceil$',
	'≤': '$\\leq$', '≥': '$\\geq$', '√': '$\\surd$', 'σ': '$\\sigma$', 'α': '$\\alpha$', 'β': '$\\beta$', 'Φ': '$\\Phi$', '²': '$^2$', 'ₒ': '$_o$', 'ˣ': '$^x$', '⁻': '$^-$', '“': '``', '”': '\'\'',
};

function texText(text: string): string {
	return text.replace(/[^a-zA-Z0-9 ]/gu, (character) => SPECIAL[character] ?? character).replace(/\$\$/g, ''); // two formulas beside each other are one
}

function colour(paint: Paint): string {
	const hex = hexColour(colourOf(paint, PAPER));
	const [red, green, blue] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
	return `{rgb,255:red,${red};green,${green};blue,${blue}}`;
}

function number(value: number): string {
	return String(Number(value.toFixed(3)));
}

function place(x: number, y: number): string {
	return `(${number(x / PX_PER_CENTIMETRE)},${number(y / PX_PER_CENTIMETRE)})`;
}

function points(px: number): string {
	return `${number(px * POINTS)}pt`;
}

function strokeOptions({ paint, width, dash }: Stroke): string[] {
	return [`draw=${colour(paint)}`, `line width=${points(width)}`, ...dash === undefined ? [] : [`dash pattern=on ${points(dash[0])} off ${points(dash[1])}`]];
}

function markTikz(mark: Exclude<Mark, Picture>): string {
	switch (mark.kind) {
		case 'text': {
			const font = `\\fontsize{${number(mark.size * POINTS)}}{${number(mark.size * POINTS * 1.2)}}\\selectfont${mark.bold ? '\\bfseries\\boldmath' : ''}`;
			return `\\node[text=${colour(mark.fill)}, inner sep=0pt, font=${font}${mark.anchor === 'middle' ? '' : `, anchor=${mark.anchor === 'end' ? 'east' : 'west'}`}] at ${place(mark.x, mark.y)} {${texText(mark.text)}};`;
		}
		case 'lines': return `\\path[${strokeOptions(mark.stroke).join(', ')}] ${mark.lines.map(([fromX, fromY, toX, toY]) => `${place(fromX, fromY)} -- ${place(toX, toY)}`).join(' ')};`;
		case 'box': {
			const options = [...mark.fill === undefined ? [] : [`fill=${colour(mark.fill)}`], ...mark.stroke === undefined ? [] : strokeOptions(mark.stroke), ...mark.radius === 0 ? [] : [`rounded corners=${points(mark.radius)}`]];
			return `\\path[${options.join(', ')}] ${place(mark.x, mark.y)} rectangle ${place(mark.x + mark.width, mark.y + mark.height)};`;
		}
	}
}

/** The drawing, but for pictures of dots, as a TikZ picture for a LaTeX document that loads the packages tikz and xcolor. */
export function figureTikz({ marks }: Figure): string {
	return ['% \\usepackage{tikz}', '\\begin{tikzpicture}[y=-1cm, x=1cm, font=\\sffamily]', ...marks.flatMap((mark) => (mark.kind === 'picture' ? [] : [`\t${markTikz(mark)}`])), '\\end{tikzpicture}', ''].join('\n');
}
