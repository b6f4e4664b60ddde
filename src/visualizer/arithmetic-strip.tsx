import { Fragment, type ComponentChildren, type VNode } from 'preact';
import type { ConvolutionTerm, ConvolutionTrace } from '../engine/convolution';
import type { Trace } from '../engine/pipeline';
import type { AveragePoolingTrace, MaxPoolingTrace } from '../engine/pooling';
import { arithmeticText } from '../present/arithmetic';
import { weightHue } from '../present/colour';
import { fullNumber, showNumber } from '../present/number';
import type { Consequence } from './aftermath';
import { drawnValue } from './cell-looks';
import type { Focus } from './focus';
import { useLocalize } from './localization';

/** Above this many terms only the shown channel is written out as tiles; the others stand as their sums. */
const MOST_TILES = 150;
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

function joined(parts: readonly VNode[], separator: string): ComponentChildren {
	return parts.map((part, index) => <Fragment key={index}>{index === 0 ? null : <span class="sign">{separator}</span>}{part}</Fragment>);
}

/** Which weight of the window's `size` a term belongs to, row by row. */
function weightIndex({ kernelCell }: ConvolutionTerm, columns: number): number {
	return kernelCell.reduce((index, coordinate, axis) => (axis === kernelCell.length - 1 ? index * columns + coordinate : index + coordinate), 0);
}

function ConvolutionStrip({ trace, focus }: { readonly trace: ConvolutionTrace; readonly focus: Focus }): VNode {
	const localize = useLocalize();
	const several = trace.channels.length > 1;
	const { rows, columns } = focus.lattice.window;
	const termCount = trace.channels.reduce((sum, { terms }) => sum + terms.length, 0);
	const groups = trace.channels.map(({ channel, terms, sum }) => {
		const tiles = termCount <= MOST_TILES || channel === focus.inputChannel;
		return (
			<span class={several ? 'channel' : 'channel only'} key={channel}>
				{several ? <span class="then">{localize('channel {number}', { number: channel + 1 })}</span> : null}
				{tiles ? joined(terms.map((term) => <Tile value={term.value} weight={term.weight} padding={term.inputCell === undefined} hue={weightHue(weightIndex(term, columns), rows * columns)} />), '+') : null}
				{tiles && terms.length === 0 ? '0' : null}
				{several ? <span class="sum-of-channel">{tiles ? '= ' : ''}<NumberText value={sum} /></span> : null}
			</span>
		);
	});
	return (
		<>
			{joined(groups, '+')}
			{trace.bias === undefined ? null : <><span class="sign">+</span><span class="then">{localize('bias')}</span><NumberText value={trace.bias} /></>}
		</>
	);
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

function TraceStrip({ trace, focus }: { readonly trace: Trace; readonly focus: Focus }): VNode {
	const localize = useLocalize();
	if (trace.kind === 'convolution' || trace.kind === 'transposed-convolution') return <ConvolutionStrip trace={trace} focus={focus} />;
	if (trace.kind === 'max-pooling' || trace.kind === 'average-pooling') return <PoolingStrip trace={trace} />;
	if (trace.kind !== 'linear') return <span class="sign">{arithmeticText(trace).replace(/ [=≈] [^=≈]*$/, '')}</span>;
	return trace.terms.length <= MOST_TILES
		? <>{joined(trace.terms.map((term, index) => <Tile value={term.value} weight={term.weight} hue={weightHue(index, trace.terms.length)} />), '+')}</>
		: <span class="then">{localize('{count} products', { count: trace.terms.length })}</span>;
}

/** What one number adds over the whole pass, a tile for each output cell. */
function MeetingsStrip({ focus }: { readonly focus: Focus }): VNode {
	const localize = useLocalize();
	const { meetings, kernelPlane, pointed, lattice, trace } = focus;
	const weights = lattice.window.rows * lattice.window.columns;
	const count = meetings.length;
	const sentence = pointed?.part === 'kernel'
		? localize('This weight meets {count} cells of the input, one for each output cell', { count })
		: localize('{count} windows cover this cell: it feeds {count} output cells', { count });
	const products = kernelPlane === undefined || trace === undefined ? [] : meetings.map((meeting) => ({
		value: drawnValue(focus, meeting.row, meeting.column) ?? 0,
		weight: kernelPlane.values[meeting.weight]!,
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
	readonly announce: boolean;
	readonly consequences: readonly Consequence[];
	readonly stageName: (stage: number) => string;
	/** In a quiz: the terms are the hint, the totals are not told. */
	readonly hidesTotal: boolean;
}

/** The arithmetic of the current output cell: a tile per term, in the hues of the weights, what follows of it, and the same in one line of text. */
export function ArithmeticStrip({ focus, announce, consequences, stageName, hidesTotal }: ArithmeticStripProps): VNode {
	const localize = useLocalize();
	const { trace, pointed } = focus;
	if (pointed !== undefined && pointed.part !== 'output' && focus.meetings.length > 0) {
		return <section class="strip" aria-label={localize('Arithmetic of this cell')}><div class="tiles"><MeetingsStrip focus={focus} /></div></section>;
	}
	if (trace === undefined) return <section class="strip" aria-label={localize('Arithmetic of this cell')}><span class="then">{localize('Computing …')}</span></section>;
	const text = arithmeticText(trace);
	return (
		<section class="strip" aria-label={localize('Arithmetic of this cell')}>
			<div class="tiles" aria-hidden="true">
				<TraceStrip trace={trace} focus={focus} />
				<span class="sign">=</span>
				<span class="total">{hidesTotal ? '?' : <NumberText value={trace.total} />}</span>
				{hidesTotal ? null : consequences.map((each) => (
					<Fragment key={each.stage}>
						<span class="sign">→</span>
						<span class="then" title={arithmeticText(each.trace)}>{stageName(each.stage)}</span>
						<span class="after"><NumberText value={each.trace.total} /></span>
					</Fragment>
				))}
			</div>
			<p class="arithmetic" aria-live={announce ? 'polite' : 'off'} tabIndex={0}>{hidesTotal ? text.replace(/[=≈] [^=≈]*$/, '= ?') : text}</p>
		</section>
	);
}
