import { interpolatePuOr, interpolateYlOrBr } from 'd3-scale-chromatic';

/** How values become colours: signed maps diverge about 0, others run from their least to their greatest value; an image's channel is lit in its own colour. */
export type ColourScale =
	| { readonly kind: 'diverging'; readonly peak: number }
	| { readonly kind: 'sequential'; readonly low: number; readonly high: number }
	| { readonly kind: 'light'; readonly colour: Light };

/** What a channel of an image, 0 to 255, shines in. */
export type Light = 'red' | 'green' | 'blue' | 'grey';

/** The greatest value of an image's channel. */
export const BRIGHTEST = 255;

/** The scale that fits these values; NaN and infinities do not count. */
export function colourScale(values: ArrayLike<number>): ColourScale {
	let low = Infinity;
	let high = -Infinity;
	for (let index = values.length - 1; index >= 0; index--) { // by index: of the millions of an image an iterator takes four times as long
		const value = values[index]!;
		if (!Number.isFinite(value)) continue;
		if (value < low) low = value;
		if (value > high) high = value;
	}
	if (low > high) return { kind: 'sequential', low: 0, high: 0 };
	return low < 0 ? { kind: 'diverging', peak: Math.max(-low, high) } : { kind: 'sequential', low, high };
}

/** A colour and the text colour that is readable on it. */
export interface Shade {
	readonly background: string;
	readonly text: '#000000' | '#ffffff';
}

const NOT_A_NUMBER: Shade = { background: '#808080', text: '#ffffff' };

/** The darkest ends of the palettes are left out, so that most cells carry dark text. */
const REACH = 0.78;

/** The luminance on which black and white text are equally readable, with a contrast of 4.58 (WCAG 2: (L + 0.05)/0.05 = 1.05/(L + 0.05)). */
const AS_DARK_AS_LIGHT = Math.sqrt(1.05 * 0.05) - 0.05;

function shadeOf(background: string): Shade {
	const [red = 0, green = 0, blue = 0] = (background.match(/\d+/g) ?? []).map((channel) => Number(channel) / 255);
	const linear = (channel: number): number => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
	const luminance = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
	return { background, text: luminance > AS_DARK_AS_LIGHT ? '#000000' : '#ffffff' };
}

/**
 * The colour of a value. Palettes are ColorBrewer's, safe for colour-blind readers: orange above 0, purple below.
 * The way from 0 to the peak follows the square root, so that one outlier does not flatten the rest.
 */
export function shade(value: number, scale: ColourScale): Shade {
	if (Number.isNaN(value)) return NOT_A_NUMBER;
	switch (scale.kind) {
		case 'diverging': {
			const share = scale.peak === 0 ? 0 : Math.sign(value) * Math.sqrt(Math.min(1, Math.abs(value) / scale.peak));
			return shadeOf(interpolatePuOr(0.5 + (share * REACH) / 2));
		}
		case 'sequential': {
			const share = scale.high === scale.low ? 0 : Math.min(1, Math.max(0, (value - scale.low) / (scale.high - scale.low)));
			return shadeOf(interpolateYlOrBr(0.03 + share * REACH * 0.85));
		}
		case 'light': return pixelShade(scale.colour === 'grey' ? [value, value, value] : LIGHTS.map((light) => (light === scale.colour ? value : 0)));
	}
}

/** The channels of a colour image, in their order. */
export const LIGHTS = ['red', 'green', 'blue'] as const;

/** A pixel of an image: red, green and blue from 0 to 255. */
export function pixelShade(channels: readonly number[]): Shade {
	return channels.some(Number.isNaN) ? NOT_A_NUMBER : shadeOf(`rgb(${channels.map((value) => Math.round(Math.min(BRIGHTEST, Math.max(0, value)))).join(', ')})`);
}

/** The least and greatest value that a scale shows, for its legend. */
export function scaleEnds(scale: ColourScale): { readonly low: number; readonly high: number } {
	switch (scale.kind) {
		case 'diverging': return { low: -scale.peak, high: scale.peak };
		case 'sequential': return { low: scale.low, high: scale.high };
		case 'light': return { low: 0, high: BRIGHTEST };
	}
}

const WEIGHT_LIGHTNESS = 0.8;
const WEIGHT_CHROMA = 0.115;

function weightAngle(index: number, count: number): number {
	return ((index / count) * 360 + 70) % 360;
}

/**
 * A hue for each weight of a kernel, all equally light, so that the eye follows a product: OKLCH (B. Ottosson, "A perceptual color space
 * for image processing", 2020) as `#rrggbb`, which every reader of a file knows. Hues that sRGB cannot show are cut to the nearest it can.
 */
export function weightHue(index: number, count: number): string {
	const angle = (weightAngle(index, count) * Math.PI) / 180;
	const [a, b] = [WEIGHT_CHROMA * Math.cos(angle), WEIGHT_CHROMA * Math.sin(angle)];
	const l = (WEIGHT_LIGHTNESS + 0.3963377774 * a + 0.2158037573 * b) ** 3;
	const m = (WEIGHT_LIGHTNESS - 0.1055613458 * a - 0.0638541728 * b) ** 3;
	const s = (WEIGHT_LIGHTNESS - 0.0894841775 * a - 1.291485548 * b) ** 3;
	const linear = [
		4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
		-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
		-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
	];
	return hexOf(linear.map((channel) => {
		const encoded = channel <= 0.0031308 ? 12.92 * channel : 1.055 * channel ** (1 / 2.4) - 0.055;
		return Math.min(255, Math.max(0, Math.round(encoded * 255)));
	}));
}

function hexOf(channels: readonly number[]): string {
	return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** A shade's `rgb(…)` as `#rrggbb`. */
export function hexColour(colour: string): string {
	return colour.startsWith('#') ? colour : hexOf((colour.match(/\d+/g) ?? []).slice(0, 3).map(Number));
}

/** A colour that tells a channel from its neighbours: an image's own, or hues far apart. CSS colour, for edges and bars, never under text. */
export function channelTint(channel: number, channels: number, isColour: boolean): string {
	if (isColour && channels === LIGHTS.length) return ['#e0484a', '#3fa34d', '#4a7de0'][channel] ?? '#808080';
	return `oklch(0.68 0.13 ${(250 + channel * 137.5) % 360})`; // the golden angle: no two neighbours alike, however many there are
}
