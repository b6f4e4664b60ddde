/** A layer as a small picture: the input's maps, a window on them and what comes of it in the output's maps, in proportion. */
import type { LayerGeometry, ReportedShape } from '../models/report';
import { spatialSizes } from './model-formula';
import { showCount } from './number';

const WIDTH = 400;
const HEIGHT = 80;
/** The longest side of a map, and the shortest that can be seen. */
const LARGEST = 44;
const SMALLEST = 5;
/** Where the maps stand, and how deep a stack of them may be. */
const GROUND = HEIGHT - 18;
const DEEPEST = 26;
const INPUT_AT = 10;
const OUTPUT_AT = 290;

/** The colours of a picture: those that the reader's theme can be read in. */
export interface LayerInk {
	readonly text: string;
	readonly input: string;
	readonly window: string;
	readonly output: string;
}

interface Block {
	readonly height: number;
	readonly width: number;
	readonly channels: number;
}

type Point = readonly [x: number, y: number];
type Windowed = Extract<LayerGeometry, { readonly kind: 'convolution' | 'pooling' }>;

const show = (value: number): string => String(Math.round(value * 10) / 10);

function polygon(points: readonly Point[], colour: string, opacity: number): string {
	return `<polygon points="${points.map((point) => point.map(show).join(',')).join(' ')}" fill="${colour}" fill-opacity="${opacity}" stroke="${colour}" stroke-linejoin="round"/>`;
}

function label(x: number, y: number, text: string, { text: colour }: LayerInk, anchor = 'start'): string {
	return `<text x="${show(x)}" y="${show(y)}" font-size="11" font-family="sans-serif" fill="${colour}" text-anchor="${anchor}">${text}</text>`;
}

function line([x, y]: Point, [toX, toY]: Point, colour: string): string {
	return `<line x1="${show(x)}" y1="${show(y)}" x2="${show(toX)}" y2="${show(toY)}" stroke="${colour}" stroke-opacity="0.8"/>`;
}

function depthOf({ channels }: Block): number {
	return Math.min(DEEPEST, 3 + 2.5 * Math.log2(channels));
}

const drawnSize = (cells: number, scale: number): number => Math.max(SMALLEST, cells * scale);

/** The front of a stack: where its upper left corner is, and its sizes. */
interface Front {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
}

/** A stack of maps, the deeper, the more channels. */
function stack(block: Block, { left, top, width, height }: Front, colour: string): string {
	const [across, up] = [depthOf(block), depthOf(block) / 2];
	const [right, bottom] = [left + width, top + height];
	return [
		polygon([[left, top], [left + across, top - up], [right + across, top - up], [right, top]], colour, 0.35),
		polygon([[right, top], [right + across, top - up], [right + across, bottom - up], [right, bottom]], colour, 0.5),
		polygon([[left, top], [right, top], [right, bottom], [left, bottom]], colour, 0.2),
	].join('');
}

function rectangle({ left, top, width, height }: Front, colour: string): string {
	return polygon([[left, top], [left + width, top], [left + width, top + height], [left, top + height]], colour, 0.75);
}

function blockOf(shape: ReportedShape, layer: Windowed, axes: number): Block | undefined {
	const spatial = spatialSizes(shape, layer, axes).slice(-2);
	const channels = layer.channelsLast ? shape.at(-1) : shape.at(-axes - 1);
	const [height, width] = spatial.length === 1 ? [1, spatial[0]] : spatial;
	return typeof height === 'number' && typeof width === 'number' && typeof channels === 'number' ? { height, width, channels } : undefined;
}

function frontOf({ height, width }: Block, scale: number, left: number): Front {
	const [drawnHeight, drawnWidth] = [drawnSize(height, scale), drawnSize(width, scale)];
	return { left, top: GROUND - drawnHeight, width: drawnWidth, height: drawnHeight };
}

/** What the window is called: a filter's size and how many there are, or the window of a pooling. */
function windowText(layer: Windowed, channels: number): string {
	const kernel = layer.kernel.join('×');
	if (layer.kind === 'pooling') return kernel;
	const seen = typeof layer.groups === 'number' ? `${channels / layer.groups}×` : '';
	return `${seen}${kernel}, ${layer.filters} filters`;
}

function windowedPicture(layer: Windowed, input: ReportedShape, output: ReportedShape, ink: LayerInk): string | undefined {
	const axes = layer.kernel.length;
	const [from, to] = [blockOf(input, layer, axes), blockOf(output, layer, axes)];
	const kernel = layer.kernel.slice(-2).filter((size): size is number => typeof size === 'number');
	if (from === undefined || to === undefined || kernel.length !== Math.min(axes, 2)) return undefined;
	const scale = LARGEST / Math.max(from.height, from.width, to.height, to.width);
	const [source, target] = [frontOf(from, scale, INPUT_AT), frontOf(to, scale, OUTPUT_AT)];
	const [height, width] = kernel.length === 1 ? [1, kernel[0]!] : kernel as [number, number];
	// A transposed convolution goes the other way: one cell of the input becomes a window of the output.
	const isTransposed = layer.kind === 'convolution' && layer.isTransposed;
	const [many, one] = isTransposed ? [target, source] : [source, target];
	const window = { left: many.left, top: many.top, width: Math.min(many.width, drawnSize(width, scale)), height: Math.min(many.height, drawnSize(height, scale)) };
	const cell = { left: one.left, top: one.top, width: Math.min(one.width, SMALLEST), height: Math.min(one.height, SMALLEST) };
	const [near, far] = isTransposed ? [cell, window] : [window, cell];
	const middle = (INPUT_AT + OUTPUT_AT + LARGEST + DEEPEST) / 2;
	const corner = ({ left, top, width: across, height: down }: Front, isRight: boolean, isBottom: boolean): Point => [left + (isRight ? across : 0), top + (isBottom ? down : 0)];
	return [
		stack(from, source, ink.input), stack(to, target, ink.output), rectangle(near, ink.window), rectangle(far, ink.window),
		line(corner(near, true, false), corner(far, false, false), ink.window), line(corner(near, true, true), corner(far, false, true), ink.window),
		label(INPUT_AT, HEIGHT - 4, nameOf(from, axes), ink), label(middle, HEIGHT - 4, windowText(layer, from.channels), ink, 'middle'), label(OUTPUT_AT, HEIGHT - 4, nameOf(to, axes), ink),
	].join('');
}

function nameOf({ channels, height, width }: Block, axes: number): string {
	return axes === 1 ? `${channels}×${width}` : `${channels}×${height}×${width}`;
}

/** More features than this are a column with a gap. */
const MOST_DOTS = 5;

/** A column of features, of which a few are drawn: the places of its dots, and of the gap. */
function column(count: number): { readonly at: readonly number[]; readonly gap: number | undefined } {
	const drawn = Math.min(count, MOST_DOTS);
	const [top, step] = [8, (GROUND - 14) / MOST_DOTS];
	const first = top + ((MOST_DOTS - drawn) * step) / 2;
	const places = Array.from({ length: drawn }, (_, index) => first + step * (index + 0.5));
	return count > MOST_DOTS ? { at: places.filter((_, index) => index !== MOST_DOTS - 2), gap: places[MOST_DOTS - 2] } : { at: places, gap: undefined };
}

function linearPicture(features: number, outputs: number, ink: LayerInk): string {
	const [from, to] = [column(features), column(outputs)];
	const [left, right] = [INPUT_AT + LARGEST / 2, OUTPUT_AT + LARGEST / 2];
	const dots = (x: number, { at, gap }: ReturnType<typeof column>, colour: string): string => [
		...at.map((y) => `<circle cx="${show(x)}" cy="${show(y)}" r="4" fill="${colour}"/>`), ...(gap === undefined ? [] : [label(x, gap + 4, '⋮', ink, 'middle')]),
	].join('');
	return [
		...from.at.flatMap((y) => to.at.map((other) => line([left + 6, y], [right - 6, other], ink.window))),
		dots(left, from, ink.input), dots(right, to, ink.output),
		label(left, HEIGHT - 4, showCount(features), ink, 'middle'), label(right, HEIGHT - 4, showCount(outputs), ink, 'middle'),
	].join('');
}

/** The picture of a convolution, a pooling or a linear layer; undefined for others, or where sizes are not known. */
export function layerSvg(layer: LayerGeometry, input: ReportedShape | undefined, output: ReportedShape | undefined, ink: LayerInk): string | undefined {
	if (input === undefined || output === undefined) return undefined;
	const marks = layer.kind === 'convolution' || layer.kind === 'pooling' ? windowedPicture(layer, input, output, ink)
		: layer.kind === 'linear' && typeof layer.inputFeatures === 'number' && typeof layer.outputFeatures === 'number' ? linearPicture(layer.inputFeatures, layer.outputFeatures, ink) : undefined;
	return marks && `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">${marks}</svg>`;
}
