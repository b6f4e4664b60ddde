import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { knownKernels } from '../present/known-kernels';
import { FilterKnobs, type FilterRoom } from './filter-knobs';
import type { FilterChoice } from './filters';
import { depthLimits, fitSettings, pair, poolingDepthLimits, sidesOf, transposedDepthLimits, type Surroundings } from './fit-settings';
import { Knob, NamedChoice, NumberField, Toggle } from './knob';
import { useLocalize } from './localization';
import {
	bothSidesLimit, clamp, croppingLimit, dilationLimit, GROWING, outputPaddingLimit, paddingLimit, poolingPaddingLimit, poolingSizeLimit, strideLimit, widest, type Limit,
} from './settings-limits';
import {
	NO_PADDING, paddingPerAxis, type ConvolutionSettings, type KernelChoice, type Pair, type PoolingSettings, type Sides, type StageSettings, type TransposedConvolutionSettings,
} from './stage-settings';

interface SettingsCardProps {
	readonly settings: StageSettings;
	readonly around: Surroundings;
	/** What the numbers of the document's kernel are called. */
	readonly ownWeights: string;
	/** The channels that a flat kernel may be summed over in groups; undefined where there is nothing to choose. */
	readonly groupable: number | undefined;
	/** undefined where the filters are another's to choose: of a layer that its source describes. */
	readonly filterRoom: FilterRoom | undefined;
	/** `gesture` names the control, so that dragging it is undone as one change. */
	readonly onChange: (settings: StageSettings, gesture: string) => void;
}

interface PairKnobProps {
	readonly name: string;
	readonly apart: boolean;
	readonly value: Pair;
	readonly limits: readonly [Limit, Limit];
	readonly onChange: (value: Pair) => void;
}

/** A setting of both axes: one knob, or one each. */
function PairKnob({ name, apart, value, limits, onChange }: PairKnobProps): VNode {
	const localize = useLocalize();
	if (!apart) {
		return <Knob name={name} value={Math.max(...value)} limit={widest(...limits)} onChange={(both) => onChange(pair((axis) => clamp(both, limits[axis])))} />;
	}
	return (
		<>
			<Knob name={localize('{name}, height', { name })} value={value[0]} limit={limits[0]} onChange={(vertical) => onChange([vertical, value[1]])} />
			<Knob name={localize('{name}, width', { name })} value={value[1]} limit={limits[1]} onChange={(horizontal) => onChange([value[0], horizontal])} />
		</>
	);
}

function sameSides({ top, right, bottom, left }: Sides): boolean {
	return top === bottom && left === right && top === left;
}

/** The controls of the selected stage. Each is limited to what is valid with the others as they are. */
export function SettingsCard({ settings, around, ownWeights, groupable, filterRoom, onChange }: SettingsCardProps): VNode {
	const localize = useLocalize();
	const [separate, setSeparate] = useState(false);
	const isRow = around.input[0] === 1;
	return (
		<section class="card" data-card="settings">
			<h2>{localize('Settings')}</h2>
			<div class="knobs">{knobs()}</div>
		</section>
	);

	function change(next: StageSettings, gesture: string): void {
		onChange(fitSettings(next, around), gesture);
	}

	function knobs(): VNode {
		switch (settings.kind) {
			case 'convolution': return convolutionKnobs(settings);
			case 'transposed-convolution': return transposedKnobs(settings);
			case 'max-pooling': case 'average-pooling': return poolingKnobs(settings);
			case 'relu': return <p>{localize('Nothing to set: what is below 0 becomes 0.')}</p>;
			case 'dense': return (
				<>
					<Knob name={localize('Outputs')} value={settings.outputs} limit={{ least: 1, most: 64, reason: 'map-grows' }} onChange={(outputs) => onChange({ ...settings, outputs }, 'outputs')} />
					<p>{localize('Nobody trained this layer: its weights are drawn, the same ones every time.')}</p>
				</>
			);
			case 'batch-normalization': return <p>{localize('Nobody trained this layer: mean, variance, scale and shift of each channel are drawn, the same ones every time.')}</p>;
			case 'flatten': return <p>{localize('Nothing to set: channel by channel, row by row, all cells come into one row.')}</p>;
			case 'leaky-relu': case 'elu': case 'selu': case 'gelu': case 'sigmoid': case 'tanh': case 'softplus': case 'silu': case 'hardswish':
				return <p>{localize('Nothing to set: every number is changed on its own, with PyTorch’s default settings.')}</p>;
		}
	}

	function apartToggle(): VNode | null {
		return isRow ? null : <Toggle name={localize('Height and width apart')} value={separate} onChange={setSeparate} />;
	}

	function kernelKnob(value: KernelChoice, onKernel: (kernel: KernelChoice) => void): VNode {
		const options = knownKernels(localize).map(({ id, name }) => [id, name] as const);
		return (
			<NamedChoice
				name={localize('Weights')}
				value={value === 'document' ? 'document' : value.known}
				options={[['document', ownWeights], ...options]}
				onChange={(chosen) => onKernel(chosen === 'document' ? 'document' : { known: chosen })}
			/>
		);
	}

	function filterKnobs(value: FilterChoice, onFilters: (filters: FilterChoice) => void): VNode | null {
		return filterRoom === undefined ? null : <FilterKnobs room={filterRoom} value={value} onChange={onFilters} />;
	}

	function convolutionKnobs(now: ConvolutionSettings): VNode {
		const { input, kernel } = around;
		const padding = paddingPerAxis(now, kernel, input);
		const sides = sidesOf(padding);
		const axis = (index: 0 | 1): { input: number; kernel: number; dilation: number } => ({ input: input[index], kernel: kernel[index], dilation: now.dilation[index] });
		const bothAxes = (limit: (index: 0 | 1) => Limit): readonly [Limit, Limit] => [limit(0), limit(1)];
		const set = (changed: Partial<ConvolutionSettings>, gesture: string): void => change({ ...now, ...changed }, gesture);
		const apart = separate || now.stride[0] !== now.stride[1] || now.dilation[0] !== now.dilation[1];
		const perSide = !isRow && (separate || !sameSides(sides));
		const mode = typeof now.padding === 'string' ? now.padding : sameSides(sides) && sides.top === 0 ? 'valid' : 'custom';
		return (
			<>
				<PairKnob name={localize('Stride')} apart={apart && !isRow} value={now.stride} limits={bothAxes((index) => strideLimit({ ...axis(index), padding: padding[index]! }))} onChange={(stride) => set({ stride }, 'stride')} />
				{perSide ? sideKnobs() : (
					<Knob
						name={localize('Padding')}
						value={Math.max(sides.top, sides.left, sides.right)}
						limit={widest(...bothAxes((index) => bothSidesLimit(axis(index), now.fill)))}
						onChange={(cells) => {
							const [vertical, horizontal] = pair((index) => clamp(cells, bothSidesLimit(axis(index), now.fill)));
							set({ padding: { top: vertical, bottom: vertical, left: horizontal, right: horizontal } }, 'padding');
						}}
					/>
				)}
				<NamedChoice
					name={localize('Padding mode')}
					value={mode}
					options={[['valid', localize('valid: none')], ['same', localize('same: keeps the size')], ['full', localize('full: every overlap')], ...mode === 'custom' ? [['custom', localize('as set')] as const] : []]}
					onChange={(chosen) => set({ padding: chosen === 'same' || chosen === 'full' ? chosen : chosen === 'valid' ? NO_PADDING : sides }, 'mode')}
				/>
				<NamedChoice
					name={localize('Padding fill')}
					value={now.fill}
					options={[['constant', localize('zeros')], ['reflect', localize('reflect')], ['symmetric', localize('symmetric')], ['replicate', localize('replicate')], ['circular', localize('circular')]]}
					onChange={(fill) => set({ fill }, 'fill')}
				/>
				<PairKnob name={localize('Dilation')} apart={apart && !isRow} value={now.dilation} limits={bothAxes((index) => dilationLimit({ input: input[index], kernel: kernel[index], padding: padding[index]! }))} onChange={(dilation) => set({ dilation }, 'dilation')} />
				{around.depth === undefined ? null : depthKnobs(now.depth, depthLimits(now, around.depth), windowNames(typeof now.padding !== 'string'), (depth, gesture) => set({ depth }, gesture))}
				<NumberField name={localize('Bias')} value={now.bias} onChange={(bias) => set({ bias }, 'bias')} />
				{kernelKnob(now.kernel, (chosen) => set({ kernel: chosen, filters: 'all' }, 'kernel'))}
				{filterKnobs(now.filters, (filters) => set({ filters }, 'filters'))}
				{groupable === undefined ? null : (
					<NamedChoice
						name={localize('Groups')}
						value={String(now.groups ?? groupable)}
						options={Array.from({ length: groupable }, (_, index) => index + 1).filter((groups) => groupable % groups === 0).map((groups) => [String(groups), groupsLabel(groups, groupable)] as const)}
						onChange={(groups) => set({ groups: Number(groups) }, 'groups')}
					/>
				)}
				<Toggle name={localize('Flip the kernel (mathematical convolution)')} value={now.flipped} onChange={(flipped) => set({ flipped }, 'flipped')} />
				{now.flipped ? <p>{localize('SciPy, MATLAB and mathematics turn the kernel around before it slides; deep-learning libraries do not, and call what is a cross-correlation a convolution.')}</p> : null}
				{apartToggle()}
			</>
		);

		function sideKnobs(): VNode {
			const side = (name: string, key: keyof Sides, index: 0 | 1, other: number): VNode => (
				<Knob name={name} value={sides[key]} limit={paddingLimit(axis(index), now.fill, other)} onChange={(cells) => set({ padding: { ...sides, [key]: cells } }, `padding ${key}`)} />
			);
			return (
				<>
					{side(localize('Padding, top'), 'top', 0, sides.bottom)}
					{side(localize('Padding, bottom'), 'bottom', 0, sides.top)}
					{side(localize('Padding, left'), 'left', 1, sides.right)}
					{side(localize('Padding, right'), 'right', 1, sides.left)}
				</>
			);
		}
	}

	/** Of volumes: the same settings along the depth. */
	function depthKnobs<Key extends string>(value: Readonly<Record<Key, number>>, limits: Readonly<Record<Key, Limit>>, names: ReadonlyArray<readonly [Key, string]>, onDepth: (depth: Readonly<Record<Key, number>>, gesture: string) => void): VNode {
		return <>{names.map(([key, name]) => <Knob key={key} name={localize('{name}, depth', { name })} value={value[key]} limit={limits[key]} onChange={(next) => onDepth({ ...value, [key]: next }, `depth ${key}`)} />)}</>;
	}

	function windowNames(withPadding: boolean): ReadonlyArray<readonly ['stride' | 'padding' | 'dilation', string]> {
		return [['stride', localize('Stride')], ...withPadding ? [['padding', localize('Padding')] as const] : [], ['dilation', localize('Dilation')]];
	}

	function groupsLabel(groups: number, channels: number): string {
		if (groups === 1) return localize('1: all summed');
		return groups === channels ? localize('{groups}: each on its own', { groups }) : String(groups);
	}

	function transposedKnobs(now: TransposedConvolutionSettings): VNode {
		const { input, kernel } = around;
		const set = (changed: Partial<TransposedConvolutionSettings>, gesture: string): void => change({ ...now, ...changed }, gesture);
		const axis = (index: 0 | 1): { input: number; kernel: number; dilation: number } => ({ input: input[index], kernel: kernel[index], dilation: now.dilation[index] });
		const cropping = (index: 0 | 1): Limit => croppingLimit(axis(index), now.stride[index], now.outputPadding[index]);
		const outputs = (index: 0 | 1): Limit => outputPaddingLimit(now.stride[index], now.dilation[index]);
		return (
			<>
				<PairKnob name={localize('Stride')} apart={separate} value={now.stride} limits={[GROWING, GROWING]} onChange={(stride) => set({ stride }, 'stride')} />
				<PairKnob name={localize('Padding')} apart={separate} value={now.padding} limits={[cropping(0), cropping(1)]} onChange={(padding) => set({ padding }, 'padding')} />
				<PairKnob name={localize('Output padding')} apart={separate} value={now.outputPadding} limits={[outputs(0), outputs(1)]} onChange={(outputPadding) => set({ outputPadding }, 'output padding')} />
				<PairKnob name={localize('Dilation')} apart={separate} value={now.dilation} limits={[GROWING, GROWING]} onChange={(dilation) => set({ dilation }, 'dilation')} />
				{around.depth === undefined ? null : depthKnobs(now.depth, transposedDepthLimits(now, around.depth), windowNames(true), (depth, gesture) => set({ depth }, gesture))}
				<NumberField name={localize('Bias')} value={now.bias} onChange={(bias) => set({ bias }, 'bias')} />
				{kernelKnob(now.kernel, (chosen) => set({ kernel: chosen, filters: 'all' }, 'kernel'))}
				{filterKnobs(now.filters, (filters) => set({ filters }, 'filters'))}
				<p>{localize('Drawn as a convolution with stride 1: the stride puts zeros between the input’s cells, and the kernel is turned around.')}</p>
				{apartToggle()}
			</>
		);
	}

	function poolingKnobs(now: PoolingSettings): VNode {
		const { input } = around;
		const set = (changed: Partial<PoolingSettings>, gesture: string): void => change({ ...now, ...changed }, gesture);
		const stride = (index: 0 | 1): Limit => strideLimit({ input: input[index], kernel: now.size[index], dilation: 1, padding: { before: now.padding[index], after: now.padding[index] } });
		const apart = separate || now.size[0] !== now.size[1] || now.stride[0] !== now.stride[1];
		return (
			<>
				<PairKnob name={localize('Window')} apart={apart} value={now.size} limits={[poolingSizeLimit(input[0]), poolingSizeLimit(input[1])]} onChange={(size) => set({ size, stride: size }, 'size')} />
				<PairKnob name={localize('Stride')} apart={apart} value={now.stride} limits={[stride(0), stride(1)]} onChange={(next) => set({ stride: next }, 'stride')} />
				<PairKnob name={localize('Padding')} apart={apart} value={now.padding} limits={[poolingPaddingLimit(now.size[0]), poolingPaddingLimit(now.size[1])]} onChange={(padding) => set({ padding }, 'padding')} />
				{around.depth === undefined ? null : depthKnobs(now.depth, poolingDepthLimits(now, around.depth), [['size', localize('Window')], ['stride', localize('Stride')], ['padding', localize('Padding')]], (depth, gesture) => set({ depth }, gesture))}
				{apartToggle()}
			</>
		);
	}
}
