import { colourScale, LIGHTS, pixelShade, shade, type ColourScale, type Shade } from '../present/colour';
import type { Localize } from '../present/localize';
import type { Focus } from './focus';
import type { ColourPlanes } from './paint';
import { keptPlane } from './planes';
import type { ShownPair } from './view-state';

/** Whether a stage's input is the pixels of an image, in colour or in grey. */
export function pictureKind({ input, pairing }: ShownPair, stage: number): 'colour' | 'grey' | undefined {
	if (stage > 0 || input.picture !== true || pairing.input.shape.length !== 4) return undefined;
	return pairing.input.shape[1] === 3 ? 'colour' : pairing.input.shape[1] === 1 ? 'grey' : undefined;
}

/** The colours of one channel of a stage's input. */
export function inputScale(shown: ShownPair, { index, inputPlane, inputChannel }: Pick<Focus, 'index' | 'inputPlane' | 'inputChannel'>): ColourScale {
	const kind = pictureKind(shown, index);
	if (kind === undefined) return colourScale(inputPlane.values);
	return { kind: 'light', colour: kind === 'grey' ? 'grey' : LIGHTS[inputChannel] ?? 'grey' };
}

const KNOWN = new WeakMap<object, Map<number, ColourPlanes>>();

/** The three planes of a colour image: the same object every time. */
export function colourPlanes({ pairing: { input } }: ShownPair, sample: number): ColourPlanes {
	const samples = KNOWN.get(input) ?? new Map<number, ColourPlanes>();
	KNOWN.set(input, samples);
	const planes = samples.get(sample) ?? [keptPlane(input, sample * 3), keptPlane(input, sample * 3 + 1), keptPlane(input, sample * 3 + 2)];
	samples.set(sample, planes);
	return planes;
}

/** How the numbers of a stage's input look where no window is: pixels in an image's own colours, or by the scale. */
export function inputShades({ inputPlane }: Pick<Focus, 'inputPlane'>, scale: ColourScale, colours: ColourPlanes | undefined): (row: number, column: number) => Shade {
	return (row, column) => {
		const index = row * inputPlane.columns + column;
		return colours === undefined ? shade(inputPlane.values[index]!, scale) : pixelShade(colours.map(({ values }) => values[index]!));
	};
}

/** What a channel is called: by its colour where it has one. */
export function channelName(picture: ReturnType<typeof pictureKind>, channel: number, localize: Localize): string {
	if (picture !== 'colour') return localize('channel {number}', { number: channel + 1 });
	return [localize('red'), localize('green'), localize('blue')][channel] ?? localize('channel {number}', { number: channel + 1 });
}
