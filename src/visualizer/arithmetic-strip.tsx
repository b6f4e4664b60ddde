import { Fragment, type ComponentChildren, type VNode } from 'preact';
import type { ChannelSum, ConvolutionTerm, ConvolutionTrace } from '../engine/convolution';
import type { Trace } from '../engine/pipeline';
import type { AveragePoolingTrace, MaxPoolingTrace } from '../engine/pooling';
import { arithmeticText, equals, factor, openSum } from '../present/arithmetic';
import { channelTint, weightHue } from '../present/colour';
import type { Localize } from '../present/localize';
import { fullNumber, showNumber } from '../present/number';
import type { Consequence } from './aftermath';
import { drawnValue, meetingWeight } from './cell-looks';
import { meetingCount, type Focus } from './focus';
import { useLocalize } from './localization';

/** Above this many terms only the shown channel is written out as tiles; the others stand as their sums. */
const MOST_TILES = 72;
/** Above this many channels those that are not shown stand as one sum. */
const MOST_SUMS = 12;
/** Longer arithmetic is told by the sums of its channels, and beyond so many of those by their count alone. */
const MOST_WRITTEN = 300;
/** Above this many meetings of one number only their count and sum are told. */
const MOST_MEETINGS = 60;

function NumberText({ value }: { readonly value: number }): VNode {
	const { text, rounded } = showNumber(value);
	return rounded ? <span title={fullNumber(value)}>{text}…</span> : <>{text}</>;
}

function Tile({ value, weight, hue, padding = false }: { readonly value: number; readonly weight?: number; readonly hue: string; readonly padding?: boolean }): VNode {
	return (
		<span class={`tile${padding ? ' padding' : ''}${weight === undefined ? ' single' : ''}`} style={{ background: hue }}>
			<span><NumberText value={value} /></span>
			{weight === undefined ? null : <span>× <NumberText value={weight} /></span>}
		</span>
	);
}

function BiasTerm({ bias }: { readonly bias: number | undefined }): VNode | null {
	const localize = useLocalize();
	return bias === undefined ? null : <><span class="sign">+</span><span class="bias"><span class="then">{localize('bias')}</span> <NumberText value={bias} /></span></>;
}

function joined(parts: readonly VNode[], separator: string): ComponentChildren {
	return parts.map((part, index) => <Fragment key={index}>{index === 0 ? null : <span class="sign">{separator}</span>}{part}</Fragment>);
}

/** Which weight of its plane of the kernel a term belongs to, row by row. */
function weightIndex({ kernelCell }: ConvolutionTerm, columns: number): number {
	return (kernelCell.at(-2) ?? 0) * columns + kernelCell.at(-1)!;
}

/** The terms of a channel; of a volume, in a group for each slice. */
function termGroups({ terms }: ChannelSum): ReadonlyArray<readonly ConvolutionTerm[]> {
	if (terms[0]?.kernelCell.length !== 3) return [terms];
	const slices = new Map<number, ConvolutionTerm[]>();
	for (const term of terms) slices.set(term.kernelCell[0]!, [...slices.get(term.kernelCell[0]!) ?? [], term]);
	return [...slices.values()];
}

function ConvolutionStrip({ trace, focus, channelName }: { readonly trace: ConvolutionTrace; readonly focus: Focus; readonly channelName: (channel: number) => string }): VNode {
	const localize = useLocalize();
	const { channels } = trace;
	const several = channels.length > 1;
	const { rows, columns } = focus.lattice.window;
	const termCount = channels.reduce((sum, { terms }) => sum + terms.length, 0);
	const tile = (term: ConvolutionTerm): VNode => <Tile value={term.value} weight={term.weight} padding={term.inputCell === undefined} hue={weightHue(weightIndex(term, columns), rows * columns)} />;
	const group = (of: ChannelSum): VNode => {
		const tiles = termCount <= MOST_TILES || of.channel === focus.inputChannel;
		const slices = termGroups(of);
		return (
			<span
				class={several ? 'channel' : 'channel only'} key={of.channel}
				style={several ? { borderLeftColor: channelTint(of.channel, focus.input.shape[1]!, channelName(0) !== localize('channel {number}', { number: 1 })) } : {}}
			>
				{several ? <span class="then">{channelName(of.channel)}</span> : null}
				{tiles && slices.length === 1 ? joined(of.terms.map(tile), '+') : null}
				{tiles && slices.length > 1 ? joined(slices.map((terms, index) => (
					<span class="slice" key={index}>
						<span class="then">{localize('kernel slice {number}', { number: terms[0]!.kernelCell[0]! + 1 })}</span>
						{joined(terms.map(tile), '+')}
						<span class="sum-of-channel">= <NumberText value={terms.reduce((sum, { product }) => sum + product, 0)} /></span>
					</span>
				)), '+') : null}
				{tiles && of.terms.length === 0 ? '0' : null}
				{several ? <span class="sum-of-channel">{tiles ? '= ' : ''}<NumberText value={of.sum} /></span> : null}
			</span>
		);
	};
	const inBrief = channels.length > MOST_SUMS && termCount > MOST_TILES;
	const written = inBrief ? channels.filter(({ channel }) => channel === focus.inputChannel) : channels;
	return (
		<>
			{joined(written.map(group), '+')}
			{inBrief ? (
				<><span class="sign">+</span><span class="channel"><span class="then">{localize('the other {count} channels', { count: channels.length - 1 })}</span>
					<span class="sum-of-channel"><NumberText value={channels.reduce((sum, each) => (each.channel === focus.inputChannel ? sum : sum + each.sum), 0)} /></span></span></>
			) : null}
			<BiasTerm bias={trace.bias} />
		</>
	);
}

/** The arithmetic in one line, however many terms there are: terms, else the sums of the channels, else their count. */
function written(trace: Trace, localize: Localize): string {
	if (trace.kind === 'linear' && trace.terms.length > MOST_WRITTEN) return `${localize('{count} products', { count: trace.terms.length })} ${equals(trace.total)}`;
	if (trace.kind !== 'convolution' && trace.kind !== 'transposed-convolution') return arithmeticText(trace);
	const terms = trace.channels.reduce((sum, channel) => sum + channel.terms.length, 0);
	if (terms <= MOST_WRITTEN) return arithmeticText(trace);
	const bias = trace.bias === undefined ? '' : ` + ${factor(trace.bias)}`;
	const channels = trace.channels.length <= MOST_WRITTEN ? trace.channels.map(({ sum }) => factor(sum)).join(' + ') : localize('{count} sums of channels', { count: trace.channels.length });
	return `${localize('{count} products', { count: terms })}: ${channels}${bias} ${equals(trace.total)}`;
}

function PoolingStrip({ trace }: { readonly trace: MaxPoolingTrace | AveragePoolingTrace }): VNode {
	const winner = trace.kind === 'max-pooling' ? trace.window.findIndex(({ value }) => Object.is(value, trace.total)) : -1;
	return (
		<>
			<span class="sign">{trace.kind === 'max-pooling' ? 'max' : '('}</span>
			{joined(trace.window.map(({ value }, index) => (
				<span key={index} class={index === winner ? 'tile single winner' : 'tile single'} style={{ background: weightHue(index, trace.window.length) }}><span><NumberText value={value} /></span></span>
			)), trace.kind === 'max-pooling' ? '' : '+')}
			{trace.kind === 'average-pooling' ? <span class="sign">) / {trace.divisor}</span> : null}
		</>
	);
}

function TraceStrip({ trace, focus, channelName }: { readonly trace: Trace; readonly focus: Focus; readonly channelName: (channel: number) => string }): VNode {
	const localize = useLocalize();
	if (trace.kind === 'convolution' || trace.kind === 'transposed-convolution') return <ConvolutionStrip trace={trace} focus={focus} channelName={channelName} />;
	if (trace.kind === 'max-pooling' || trace.kind === 'average-pooling') return <PoolingStrip trace={trace} />;
	if (trace.kind !== 'linear') return <span class="sign">{arithmeticText(trace).replace(/ [=≈] [^=≈]*$/, '')}</span>;
	return (
		<>
			{trace.terms.length <= MOST_TILES
				? joined(trace.terms.map((term, index) => <Tile value={term.value} weight={term.weight} hue={weightHue(index, trace.terms.length)} />), '+')
				: <span class="then">{localize('{count} products', { count: trace.terms.length })}</span>}
			<BiasTerm bias={trace.bias} />
		</>
	);
}

/** What one number adds over the whole pass, a tile for each output cell. */
function MeetingsStrip({ focus }: { readonly focus: Focus }): VNode {
	const localize = useLocalize();
	const { meetings, kernelPlane, pointed, lattice, trace } = focus;
	const weights = lattice.window.rows * lattice.window.columns;
	const { shown: count, all } = meetingCount(focus);
	const sentence = pointed?.part === 'kernel'
		? all === count ? localize('This weight meets {count} cells of the input, one for each output cell', { count })
			: localize('This weight meets {count} cells of the input, one for each output cell of this map; over all maps {all}', { count, all })
		: all === count ? localize('{count} windows cover this cell: it feeds {count} output cells', { count })
			: localize('{count} windows of this map cover this cell: it feeds {count} output cells; over all maps {all}', { count, all });
	const products = kernelPlane === undefined || trace === undefined ? [] : meetings.map((meeting) => ({
		value: drawnValue(focus, meeting.row, meeting.column) ?? 0,
		weight: meetingWeight(focus, meeting),
		hue: weightHue(meeting.weight, weights),
	}));
	return (
		<>
			<span class="then">{sentence}</span>
			{products.length > 0 && products.length <= MOST_MEETINGS
				? products.map(({ value, weight, hue }, index) => <span class="share" key={index}><Tile value={value} weight={weight} hue={hue} /><span><NumberText value={value * weight} /></span></span>)
				: null}
		</>
	);
}

interface ArithmeticStripProps {
	readonly focus: Focus;
	/** What a channel of the stage's input is called. */
	readonly channelName: (channel: number) => string;
	readonly announce: boolean;
	readonly consequences: readonly Consequence[];
	readonly stageName: (stage: number) => string;
	/** In a quiz: the terms are the hint, the totals are not told. */
	readonly hidesTotal: boolean;
}

/** The arithmetic of the current output cell: a tile per term, in the hues of the weights, what follows of it, and the same in one line of text. */
export function ArithmeticStrip({ focus, channelName, announce, consequences, stageName, hidesTotal }: ArithmeticStripProps): VNode {
	const localize = useLocalize();
	const { trace, pointed } = focus;
	if (pointed !== undefined && pointed.part !== 'output' && focus.meetings.length > 0) {
		return <section class="strip" aria-label={localize('Arithmetic of this cell')}><div class="tiles"><MeetingsStrip focus={focus} /></div></section>;
	}
	if (trace === undefined) return <section class="strip" aria-label={localize('Arithmetic of this cell')}><span class="then">{localize('Computing …')}</span></section>;
	const text = written(trace, localize);
	return (
		<section class="strip" aria-label={localize('Arithmetic of this cell')}>
			<div class="tiles" aria-hidden="true">
				<TraceStrip trace={trace} focus={focus} channelName={channelName} />
				<span class="outcome"><span class="sign">=</span><span class="total">{hidesTotal ? '?' : <NumberText value={trace.total} />}</span></span>
				{hidesTotal ? null : consequences.map((each) => (
					<span class="outcome" key={each.stage}>
						<span class="sign">→</span>
						<span class="then" title={arithmeticText(each.trace)}>{stageName(each.stage)}</span>
						<span class="after"><NumberText value={each.trace.total} /></span>
					</span>
				))}
			</div>
			<p class="arithmetic" aria-live={announce ? 'polite' : 'off'} tabIndex={0}>{hidesTotal ? openSum(text) : text}</p>
		</section>
	);
}
