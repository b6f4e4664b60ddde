import type { Figure, FigureMark } from './figure';

function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function markSvg(mark: FigureMark): string {
	if (mark.kind === 'text') {
		return `<text x="${mark.x}" y="${mark.y}" font-size="${mark.size}" fill="${mark.fill}"${mark.bold === true ? ' font-weight="600"' : ''}>${escaped(mark.text)}</text>`;
	}
	const stroke = mark.stroke === undefined ? '' : ` stroke="${mark.stroke}" stroke-width="${mark.strokeWidth ?? 1}"${mark.dashed === true ? ' stroke-dasharray="3 2"' : ''}`;
	return `<rect x="${mark.x}" y="${mark.y}" width="${mark.width}" height="${mark.height}" rx="3" fill="${mark.fill ?? 'none'}"${stroke}/>`;
}

/** The drawing as an SVG file of its own, on white. */
export function figureSvg({ width, height, marks }: Figure): string {
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" text-anchor="middle" dominant-baseline="central"><rect width="${width}" height="${height}" fill="#ffffff"/>${marks.map(markSvg).join('')}</svg>`;
}
