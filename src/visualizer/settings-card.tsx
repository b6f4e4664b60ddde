import type { VNode } from 'preact';
import { useId } from 'preact/hooks';
import type { StageResult } from '../engine/pipeline';
import { useLocalize } from './localization';
import { clamp, dilationLimit, paddingLimit, poolingSizeLimit, strideLimit, type Limit } from './settings-limits';
import type { StageSettings } from './stage-settings';

interface KnobProps {
	readonly name: string;
	readonly value: number;
	readonly limit: Limit;
	readonly onChange: (value: number) => void;
}

function Knob({ name, value, limit, onChange }: KnobProps): VNode {
	const localize = useLocalize();
	const id = useId();
	const reason = limitReason(limit, name, localize);
	return (
		<>
			<label for={id}>{name}</label>
			<input
				id={id}
				type="range"
				min={limit.least}
				max={limit.most}
				step={1}
				value={value}
				disabled={limit.least === limit.most}
				title={reason}
				aria-description={reason}
				onInput={(event) => onChange(clamp(Number(event.currentTarget.value), limit))}
			/>
			<output for={id}>{value}</output>
		</>
	);
}

function limitReason({ least, most, reason }: Limit, name: string, localize: ReturnType<typeof useLocalize>): string {
	const range = localize('{name}: {least} to {most}', { name, least, most });
	switch (reason) {
		case 'kernel-covers-input': return `${range}. ${localize('Beyond, the window is larger than the input.')}`;
		case 'single-output': return `${range}. ${localize('Beyond, only one window is left.')}`;
		case 'padding-reaches-kernel': return `${range}. ${localize('Beyond, a window would see nothing but padding.')}`;
	}
}

interface SettingsCardProps {
	readonly settings: StageSettings;
	readonly result: StageResult;
	readonly onChange: (settings: StageSettings) => void;
}

/** The controls of the selected stage. Each is limited to what is valid with the others as they are. */
export function SettingsCard({ settings, result, onChange }: SettingsCardProps): VNode {
	const localize = useLocalize();
	const shape = result.geometry.inputShape;
	return (
		<section class="card" data-card="settings">
			<h2>{localize('Settings')}</h2>
			<div class="knobs">{knobs()}</div>
		</section>
	);

	function knobs(): VNode {
		switch (settings.kind) {
			case 'convolution': {
				const [vertical, horizontal] = result.geometry.axes;
				const window = { kernel: [vertical!.kernel, horizontal!.kernel] as const, ...settings };
				// a smaller padding may leave less room for the stride, so the stride follows
				const change = (changed: Partial<typeof settings>): void => {
					const next = { ...settings, ...changed };
					onChange({ ...next, stride: clamp(next.stride, strideLimit(shape, { ...window, ...next })) });
				};
				return (
					<>
						<Knob name={localize('Stride')} value={settings.stride} limit={strideLimit(shape, window)} onChange={(stride) => change({ stride })} />
						<Knob name={localize('Padding')} value={settings.padding} limit={paddingLimit(shape, window)} onChange={(padding) => change({ padding })} />
						<Knob name={localize('Dilation')} value={settings.dilation} limit={dilationLimit(shape, window)} onChange={(dilation) => change({ dilation })} />
					</>
				);
			}
			case 'max-pooling': {
				const window = { kernel: [settings.size, settings.size] as const, padding: 0, dilation: 1 };
				const sizeLimit = poolingSizeLimit(shape);
				return (
					<>
						<Knob name={localize('Window')} value={settings.size} limit={sizeLimit} onChange={(size) => onChange({ ...settings, size, stride: clamp(size, strideLimit(shape, { ...window, kernel: [size, size] })) })} />
						<Knob name={localize('Stride')} value={settings.stride} limit={strideLimit(shape, window)} onChange={(stride) => onChange({ ...settings, stride })} />
					</>
				);
			}
			case 'relu': return <p>{localize('Nothing to set: what is below 0 becomes 0.')}</p>;
		}
	}
}
