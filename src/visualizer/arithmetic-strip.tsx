import { Fragment, type ComponentChildren, type VNode } from 'preact';
import type { ConvolutionTerm, ConvolutionTrace } from '../engine/convolution';
import type { MaxPoolingTrace } from '../engine/pooling';
import { arithmeticText } from '../present/arithmetic';
import { weightHue } from '../present/colour';
import { fullNumber, showNumber } from '../present/number';
import type { Focus } from './focus';
import { useLocalize } from './localization';

/** Above this many terms only the shown channel is written out as tiles; the others stand as their sums. */
const MOST_TILES = 150;

function NumberText({ value }: { readonly value: number }): VNode {
	const { text, rounded } = showNumber(value);
	return rounded ? <span title={fullNumber(value)}>{text}…</span> : <>{text}</>;
}

function Tile({ term, index, count }: { readonly term: ConvolutionTerm; readonly index: number; readonly count: number }): VNode {
	return (
		<span class={term.inputCell === undefined ? 'tile padding' : 'tile'} style={{ background: weightHue(index, count) }}>
			<span><NumberText value={term.value} /></span>
			<span>× <NumberText value={term.weight} /></span>
		</span>
	);
}

function joined(parts: readonly VNode[], separator: string): ComponentChildren {
	return parts.map((part, index) => <Fragment key={index}>{index === 0 ? null : <span class="sign">{separator}</span>}{part}</Fragment>);
}

function ConvolutionStrip({ trace, shownChannel }: { readonly trace: ConvolutionTrace; readonly shownChannel: number }): VNode {
	const localize = useLocalize();
	const several = trace.channels.length > 1;
	const termCount = trace.channels.reduce((sum, { terms }) => sum + terms.length, 0);
	const groups = trace.channels.map(({ channel, terms, sum }) => {
		const tiles = termCount <= MOST_TILES || channel === shownChannel;
		return (
			<span class={several ? 'channel' : 'channel only'} key={channel}>
				{several ? <span class="then">{localize('channel {number}', { number: channel + 1 })}</span> : null}
				{tiles ? joined(terms.map((term, index) => <Tile term={term} index={index} count={terms.length} />), '+') : null}
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

function PoolingStrip({ trace }: { readonly trace: MaxPoolingTrace }): VNode {
	const winner = trace.window.findIndex(({ value }) => Object.is(value, trace.total));
	return (
		<>
			<span class="sign">max</span>
			{trace.window.map(({ value }, index) => (
				<span key={index} class={index === winner ? 'tile single winner' : 'tile single'} style={{ background: weightHue(index, trace.window.length) }}><span><NumberText value={value} /></span></span>
			))}
		</>
	);
}

/** The arithmetic of the current output cell: a tile per term, in the hues of the weights, and the same in one line of text. */
export function ArithmeticStrip({ focus, announce }: { readonly focus: Focus; readonly announce: boolean }): VNode {
	const localize = useLocalize();
	const { trace } = focus;
	return (
		<section class="strip" aria-label={localize('Arithmetic of this cell')}>
			<div class="tiles" aria-hidden="true">
				{trace.kind === 'convolution' ? <ConvolutionStrip trace={trace} shownChannel={focus.inputChannel} /> : null}
				{trace.kind === 'max-pooling' ? <PoolingStrip trace={trace} /> : null}
				{trace.kind === 'relu' ? <><span class="sign">max(0,</span><NumberText value={trace.value} /><span class="sign">)</span></> : null}
				<span class="sign">=</span>
				<span class="total"><NumberText value={trace.total} /></span>
			</div>
			<p class="arithmetic" aria-live={announce ? 'polite' : 'off'}>{arithmeticText(trace)}</p>
		</section>
	);
}
