/** A layer as a small picture: the input's maps, the window on them, and the output's maps, in proportion. */
import type { LayerGeometry, ReportedShape } from '../models/report';
import { spatialSizes } from './model-formula';

const WIDTH = 300;
const HEIGHT = 76;
const LARGEST = 44;
const SMALLEST = 6;

interface Block {
	readonly height: number;
	readonly width: number;
	readonly channels: number;
}

/** A stack of maps with its front's lower left corner at (x, y): the deeper, the more channels. */
function stack({ height, width, channels }: Block, scale: number, x: number, y: number, colour: string): string {
	const [w, h] = [Math.max(SMALLEST, width * scale), Math.max(SMALLEST, height * scale)];
	const depth = Math.min(26, 3 + 3 * Math.log2(channels));
	const [dx, dy] = [depth, depth / 2];
	const top = y - h;
	const polygon = (points: readonly (readonly [number, number])[], opacity: number): string => `<polygon points="${points.map((point) => point.map((each) => each.toFixed(1)).join(',')).join(' ')}" fill="${colour}" fill-opacity="${opacity}" stroke="${colour}"/>`;
	return [
		polygon([[x, top], [x + dx, top - dy], [x + w + dx, top - dy], [x + w, top]], 0.35),
		polygon([[x + w, top], [x + w + dx, top - dy], [x + w + dx, y - dy], [x + w, y]], 0.5),
		polygon([[x, top], [x + w, top], [x + w, y], [x, y]], 0.2),
	].join('');
}

function blockOf(shape: ReportedShape, layer: Extract<LayerGeometry, { readonly kind: 'convolution' | 'pooling' }>, axes: number): Block | undefined {
	const spatial = spatialSizes(shape, layer, axes).slice(-2);
	const channels = layer.channelsLast ? shape.at(-1) : shape.at(-axes - 1);
	const [height, width] = spatial.length === 1 ? [1, spatial[0]] : spatial;
	return typeof height === 'number' && typeof width === 'number' && typeof channels === 'number' ? { height, width, channels } : undefined;
}

/** The picture of a convolution or pooling; undefined for other layers, or where sizes are not known. */
export function layerSvg(layer: LayerGeometry, input: ReportedShape | undefined, output: ReportedShape | undefined): string | undefined {
	if ((layer.kind !== 'convolution' && layer.kind !== 'pooling') || input === undefined || output === undefined) return undefined;
	const axes = layer.kernel.length;
	const [from, to] = [blockOf(input, layer, axes), blockOf(output, layer, axes)];
	const kernel = layer.kernel.slice(-2).filter((size): size is number => typeof size === 'number');
	if (from === undefined || to === undefined || kernel.length !== Math.min(axes, 2)) return undefined;
	const scale = LARGEST / Math.max(from.height, from.width, to.height, to.width);
	const base = HEIGHT - 16;
	const [kernelHeight, kernelWidth] = (kernel.length === 1 ? [1, kernel[0]!] : kernel).map((size) => Math.max(3, size * scale)) as [number, number];
	const label = (x: number, text: string): string => `<text x="${x}" y="${HEIGHT - 3}" font-size="10" font-family="sans-serif" fill="#888">${text}</text>`;
	const name = ({ channels, height, width }: Block): string => `${channels}×${height}×${width}`;
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">${[
		stack(from, scale, 8, base, '#4c8dd6'),
		`<rect x="8" y="${(base - Math.max(SMALLEST, from.height * scale)).toFixed(1)}" width="${kernelWidth.toFixed(1)}" height="${kernelHeight.toFixed(1)}" fill="#e8a33d" fill-opacity="0.7" stroke="#e8a33d"/>`,
		`<path d="M116 ${base - 20} h58 m-7 -4 l7 4 l-7 4" fill="none" stroke="#888"/>`,
		`<text x="145" y="${base - 26}" font-size="10" font-family="sans-serif" fill="#888" text-anchor="middle">${layer.kernel.join('×')}</text>`,
		stack(to, scale, 196, base, '#55a868'),
		label(8, name(from)), label(196, name(to)),
	].join('')}</svg>`;
}
