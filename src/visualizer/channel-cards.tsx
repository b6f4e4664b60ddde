import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { channelTint, colourScale, LIGHTS, type ColourScale } from '../present/colour';
import { fullNumber, showNumber } from '../present/number';
import { CardStrip } from './card-strip';
import { planesPerChannel, type Focus } from './focus';
import { channelName, colourPlanes, pictureKind } from './input-picture';
import { useLocalize } from './localization';
import { keptPlane } from './planes';
import { summandsOf, type Summand } from './summands';
import { Thumbnail } from './thumbnail';
import type { Choices, ShownPair } from './view-state';

interface CardsProps {
	readonly focus: Focus;
	readonly shown: ShownPair;
	readonly scope: Choices['scope'];
	readonly choose: (choices: Partial<Pick<Choices, 'sample' | 'inputChannel' | 'outputChannel' | 'outputSlice' | 'kernelSlice'>>) => void;
	/** In a quiz: what would give the map away is not drawn. */
	readonly hidesMap: boolean;
}

const THUMBNAIL = 42;
const SMALL = { pitch: 72, height: 66 };
const SUMMAND = { pitch: 140, height: 92 };
/** From this many cards on, one can be called by its number as well. */
const MANY = 16;

/** The scale of the input's planes, all of them alike; an image's channel shines in its colour. */
function planeScale(picture: ReturnType<typeof pictureKind>, channel: number, common: ColourScale): ColourScale {
	if (picture === undefined) return common;
	return { kind: 'light', colour: picture === 'grey' ? 'grey' : LIGHTS[channel] ?? 'grey' };
}

function NumberChoice({ label, count, value, onChange }: { readonly label: string; readonly count: number; readonly value: number; readonly onChange: (value: number) => void }): VNode {
	const localize = useLocalize();
	return (
		<label class="card-number">
			<input type="number" aria-label={label} min={1} max={count} value={value + 1} onChange={(event) => onChange(Math.min(count, Math.max(1, Math.round(Number(event.currentTarget.value)))) - 1)} />
			{' '}{localize('of {count}', { count })}
		</label>
	);
}

interface MapRowProps {
	readonly name: string;
	readonly count: number;
	readonly selected: number;
	readonly choose: (index: number) => void;
	readonly cardName: (index: number) => string;
	readonly card: (index: number) => VNode | null;
}

function MapRow({ name, count, selected, choose, cardName, card }: MapRowProps): VNode | null {
	if (count <= 1) return null;
	return (
		<div class="card-row">
			<span class="card-row-name">{name}{count > MANY ? <NumberChoice label={name} count={count} value={selected} onChange={choose} /> : null}</span>
			<CardStrip
				label={name} count={count} selected={selected} onSelect={choose} {...SMALL} cardLabel={cardName}
				card={(index) => <><span class="card-planes">{card(index)}</span><span class="card-name">{cardName(index)}</span></>}
			/>
		</div>
	);
}

/** Which sample, which filter's or channel's map and which slice of a volume is on view, as small pictures to choose from. */
export function MapCards({ focus, shown, scope, choose, hidesMap }: CardsProps): VNode | null {
	const localize = useLocalize();
	const { input, result, samples, sample, outputChannels, outputChannel, volume } = focus;
	const { output, stage } = result;
	const inputScale = useMemo(() => colourScale(input.data), [input]);
	const outputScale = useMemo(() => colourScale(output.data), [output]);
	const picture = pictureKind(shown, focus.index);
	const isFilter = (stage.kind === 'convolution' || stage.kind === 'transposed-convolution') && (stage.groups === 1 || stage.filters > stage.channels);
	if (samples === 1 && outputChannels === 1 && (volume === undefined || volume.outputSlices === 1)) return null;
	const slices = planesPerChannel(output.shape);
	const map = (channel: number, slice: number): VNode | null => {
		if (hidesMap) return null;
		const plane = keptPlane(output, (sample * outputChannels + channel) * slices + slice);
		return <Thumbnail plane={plane} size={THUMBNAIL} scale={scope === 'all' ? outputScale : colourScale(plane.values)} />;
	};
	const sampleCard = (index: number): VNode => (
		<Thumbnail
			plane={keptPlane(input, index * (input.shape.length >= 4 ? input.shape[1]! : 1) * planesPerChannel(input.shape))} size={THUMBNAIL} scale={planeScale(picture, 0, inputScale)}
			colours={picture === 'colour' ? colourPlanes(shown, index) : undefined}
		/>
	);
	const number = (index: number): string => String(index + 1);
	return (
		<div class="card-rows">
			<MapRow name={localize('Sample')} count={samples} selected={sample} choose={(index) => choose({ sample: index })} cardName={number} card={sampleCard} />
			<MapRow
				name={isFilter ? localize('Filter') : localize('Channel')} count={outputChannels} selected={outputChannel} choose={(index) => choose({ outputChannel: index })}
				cardName={isFilter ? number : (index) => channelName(picture, index, localize).replace(/^\S+ (?=\d)/, '')} card={(channel) => map(channel, volume?.outputSlice ?? 0)}
			/>
			{volume === undefined ? null : <MapRow name={localize('Slice of the map')} count={slices} selected={volume.outputSlice} choose={(index) => choose({ outputSlice: index })} cardName={number} card={(slice) => map(outputChannel, slice)} />}
		</div>
	);
}

/** The planes that the current cell is summed over, each with its plane of the kernel and what they add; then the bias and the total. */
export function SummandCards({ focus, shown, choose, hidesMap }: CardsProps): VNode | null {
	const localize = useLocalize();
	const { input, result: { stage }, trace, volume, inputChannels, inputChannel, inputPlane, lattice, covered } = focus;
	const summands = useMemo(() => summandsOf(focus), [trace, volume]);
	const inputScale = useMemo(() => colourScale(input.data), [input]);
	const kernel = stage.kind === 'convolution' || stage.kind === 'transposed-convolution' ? stage.kernel : undefined;
	const kernelScale = useMemo(() => colourScale(kernel?.data ?? []), [kernel]);
	if (summands.length <= 1 || kernel === undefined || (trace?.kind !== 'convolution' && trace?.kind !== 'transposed-convolution')) return null;
	const slices = volume?.under.length ?? 1;
	const selected = inputChannels.indexOf(inputChannel) * slices + (volume?.shown ?? 0);
	const picture = pictureKind(shown, focus.index);
	const name = (at: Summand): string => {
		const slice = volume?.under[at.sliceIndex];
		const channel = inputChannels.length > 1 ? [channelName(picture, at.channel, localize)] : [];
		if (slice === undefined) return channel.join('');
		const place = slice.input === undefined ? localize('padding') : localize('slice {number}', { number: slice.input + 1 });
		return [...channel, place].join(', ');
	};
	const window = windowWithin();
	const title = volume === undefined ? localize('Sum over channels') : inputChannels.length > 1 ? localize('Sum over channels and slices') : localize('Sum over slices');
	return (
		<section class="summands" aria-label={title}>
			<span class="card-row-name">{title}{summands.length > MANY ? <NumberChoice label={localize('Plane')} count={summands.length} value={selected} onChange={select} /> : null}</span>
			<div class="summand-line">
				<CardStrip
					label={title} count={summands.length} selected={selected} onSelect={select} {...SUMMAND} sign="+"
					cardLabel={(index) => localize('{name} adds {sum}', { name: name(summands[index]!), sum: fullNumber(summands[index]!.sum) })} card={(index) => card(summands[index]!)}
				/>
				<span class="summand-total" aria-hidden="true">
					{trace.bias === undefined ? null : <><span class="sign">+</span><span class="then">{localize('bias')}</span> <Figure value={trace.bias} /></>}
					<span class="sign">=</span>
					<span class="total">{hidesMap ? '?' : <Figure value={trace.total} />}</span>
				</span>
			</div>
		</section>
	);

	function select(index: number): void {
		choose({ inputChannel: Math.floor(index / slices), kernelSlice: index % slices });
	}

	function card(at: Summand): VNode {
		return (
			<>
				<span class="card-tint" style={{ background: channelTint(at.channel, input.shape[1]!, picture === 'colour') }} />
				<span class="card-name">{name(at)}</span>
				<span class="card-planes">
					{at.inputPlane === undefined
						? <span class="thumbnail empty" style={{ width: `${THUMBNAIL}px`, height: `${THUMBNAIL}px` }} />
						: <Thumbnail plane={keptPlane(input, at.inputPlane)} size={THUMBNAIL} scale={planeScale(picture, at.channel, inputScale)} window={window} />}
					<span class="sign">✱</span>
					<Thumbnail plane={keptPlane(kernel!, at.kernelPlane)} size={28} scale={kernelScale} />
				</span>
				<span class="card-sum"><Figure value={at.sum} /></span>
			</>
		);
	}

	/** The window on the input without its padding; undefined where the input is drawn spread out. */
	function windowWithin(): { readonly row: number; readonly column: number; readonly rows: number; readonly columns: number } | undefined {
		if (stage.kind !== 'convolution') return undefined;
		const [vertical, horizontal] = focus.result.geometry.axes.slice(-2);
		if (vertical === undefined || horizontal === undefined || lattice.rows === 0) return undefined;
		const rows = covered.map(({ row }) => row - vertical.padding.before).filter((row) => row >= 0 && row < inputPlane.rows);
		const columns = covered.map(({ column }) => column - horizontal.padding.before).filter((column) => column >= 0 && column < inputPlane.columns);
		if (rows.length === 0 || columns.length === 0) return undefined;
		const [top, left] = [Math.min(...rows), Math.min(...columns)];
		return { row: top, column: left, rows: Math.max(...rows) - top + 1, columns: Math.max(...columns) - left + 1 };
	}
}

function Figure({ value }: { readonly value: number }): VNode {
	const { text, rounded } = showNumber(value);
	return rounded ? <span title={fullNumber(value)}>{text}…</span> : <>{text}</>;
}
