import type { Figure, FigureMark } from './figure';

/** px of the drawing in a centimetre of the page. */
const PX_PER_CENTIMETRE = 40;

const SPECIAL: Readonly<Record<string, string>> = {
	'\\': '\\textbackslash{}', '{': '\\{', '}': '\\}', '$': '\\$', '&': '\\&', '#': '\\#', '%': '\\%', '^': '\\textasciicircum{}', '~': '\\textasciitilde{}',
	'−': '$-$', '×': '$\\times$', '·': '$\\cdot$', '✱': '$\\ast$', '→': '$\\rightarrow$', '≈': '$\\approx$', '…': '\\dots{}', '∞': '$\\infty$',
};

function texText(text: string): string {
	return text.replace(/[^\w ]/g, (character) => SPECIAL[character] ?? character).replaceAll('_', '\\_');
}

function colour(hex: string): string {
	const [red, green, blue] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
	return `{rgb,255:red,${red};green,${green};blue,${blue}}`;
}

function length(px: number): string {
	return String(Number((px / PX_PER_CENTIMETRE).toFixed(3)));
}

function markTikz(mark: FigureMark): string {
	if (mark.kind === 'text') {
		const size = mark.size < 10 ? '\\tiny' : mark.size < 13 ? '\\footnotesize' : mark.size < 16 ? '\\normalsize' : '\\Large';
		return `\\node[text=${colour(mark.fill)}] at (${length(mark.x)},${length(mark.y)}) {${size}${mark.bold === true ? '\\bfseries' : ''} ${texText(mark.text)}};`;
	}
	const options = [
		...mark.fill === undefined ? [] : [`fill=${colour(mark.fill)}`],
		...mark.stroke === undefined ? [] : [`draw=${colour(mark.stroke)}`, `line width=${(mark.strokeWidth ?? 1) * 0.7}pt`, ...mark.dashed === true ? ['dashed'] : []],
		'rounded corners=1pt',
	];
	return `\\path[${options.join(', ')}] (${length(mark.x)},${length(mark.y)}) rectangle +(${length(mark.width)},${length(mark.height)});`;
}

/** The drawing as a TikZ picture for a LaTeX document that loads the packages tikz and xcolor. */
export function figureTikz({ marks }: Figure): string {
	return ['% \\usepackage{tikz}', '\\begin{tikzpicture}[y=-1cm, x=1cm]', ...marks.map((mark) => `\t${markTikz(mark)}`), '\\end{tikzpicture}', ''].join('\n');
}
