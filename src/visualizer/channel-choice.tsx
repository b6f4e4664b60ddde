import type { VNode } from 'preact';
import type { Focus } from './focus';
import { useLocalize } from './localization';
import type { Choices } from './view-state';

/** Which sample, filter and input channel is on view, where there are several. */
export function ChannelChoice({ focus, choose }: { readonly focus: Focus; readonly choose: (choices: Partial<Choices>) => void }): VNode | null {
	const localize = useLocalize();
	const { samples, sample, outputChannels, outputChannel, inputChannels, inputChannel } = focus;
	if (samples === 1 && outputChannels === 1 && inputChannels.length === 1) return null;
	const outputName = (focus.result.stage.kind === 'convolution' || focus.result.stage.kind === 'transposed-convolution') && focus.result.stage.groups === 1 ? localize('Filter') : localize('Channel');
	return (
		<div class="channels">
			{picker(localize('Sample'), samples, sample, (value) => choose({ sample: value }))}
			{picker(localize('Input channel'), inputChannels.length, inputChannel - inputChannels[0]!, (value) => choose({ inputChannel: value }))}
			{picker(outputName, outputChannels, outputChannel, (value) => choose({ outputChannel: value }))}
		</div>
	);

	function picker(name: string, count: number, value: number, onChange: (value: number) => void): VNode | null {
		if (count === 1) return null;
		return (
			<label>
				{name}{' '}
				<input type="number" min={1} max={count} value={value + 1} onChange={(event) => onChange(Math.min(count, Math.max(1, Math.round(Number(event.currentTarget.value)))) - 1)} />
				{' '}{localize('of {count}', { count })}
			</label>
		);
	}
}
