import type { VNode } from 'preact';
import { useId } from 'preact/hooks';
import type { Localize } from '../present/localize';
import { useLocalize } from './localization';
import { clamp, type Limit } from './settings-limits';

interface KnobProps {
	readonly name: string;
	readonly value: number;
	readonly limit: Limit;
	readonly onChange: (value: number) => void;
}

function limitReason({ reason }: Limit, localize: Localize): string {
	switch (reason) {
		case 'kernel-covers-input': return localize('Beyond, the window is larger than the input.');
		case 'single-output': return localize('Beyond, only one window is left.');
		case 'padding-reaches-kernel': return localize('Beyond, a window would see nothing but padding.');
		case 'fill-beyond-input': return localize('Beyond, the padding would repeat more than the input has.');
		case 'half-window': return localize('At most half the window.');
		case 'nothing-left': return localize('Beyond, nothing is left of the map.');
		case 'below-stride': return localize('It stays below the stride or the dilation.');
		case 'no-more-filters': return localize('The kernel has no more filters.');
		case 'enough-filters': return localize('More could not be told apart any more.');
		case 'map-grows': return localize('Beyond, the map grows too large to be drawn.');
	}
}

/** A slider over the values that a setting may take; at its end it says what limits it. */
export function Knob({ name, value, limit, onChange }: KnobProps): VNode {
	const localize = useLocalize();
	const id = useId();
	const reason = limitReason(limit, localize);
	const atEnd = value >= limit.most;
	return (
		<div class="knob">
			<label for={id}>{name}</label>
			<input
				id={id}
				type="range"
				min={limit.least}
				max={limit.most}
				step={1}
				value={value}
				disabled={limit.least === limit.most}
				title={localize('{name}: {least} to {most}. {reason}', { name, least: limit.least, most: limit.most, reason })}
				onInput={(event) => onChange(clamp(Number(event.currentTarget.value), limit))}
			/>
			<output for={id}>{value}</output>
			{atEnd ? <small class="limit">{localize('at most {most}.', { most: limit.most })} {reason}</small> : null}
		</div>
	);
}

interface ChoiceProps<Value extends string> {
	readonly name: string;
	readonly value: Value;
	readonly options: ReadonlyArray<readonly [Value, string]>;
	readonly onChange: (value: Value) => void;
}

/** One of a few named values. */
export function NamedChoice<Value extends string>({ name, value, options, onChange }: ChoiceProps<Value>): VNode {
	const id = useId();
	return (
		<div class="knob">
			<label for={id}>{name}</label>
			<select
				id={id}
				value={value}
				onChange={(event) => {
					const chosen = options.find(([each]) => each === event.currentTarget.value);
					if (chosen !== undefined) onChange(chosen[0]);
				}}
			>
				{options.map(([each, label]) => <option key={each} value={each}>{label}</option>)}
			</select>
		</div>
	);
}

/** Something that is so or not. */
export function Toggle({ name, value, onChange }: { readonly name: string; readonly value: boolean; readonly onChange: (value: boolean) => void }): VNode {
	return <label class="toggle"><input type="checkbox" checked={value} onChange={(event) => onChange(event.currentTarget.checked)} /> {name}</label>;
}

/** A number of any size, or none. */
export function NumberField({ name, value, onChange }: { readonly name: string; readonly value: number | undefined; readonly onChange: (value: number | undefined) => void }): VNode {
	const localize = useLocalize();
	const id = useId();
	return (
		<div class="knob">
			<label for={id}>{name}</label>
			<input
				id={id}
				type="number"
				step="any"
				value={value ?? ''}
				placeholder={localize('none')}
				onChange={(event) => {
					const text = event.currentTarget.value.trim();
					const number = Number(text);
					onChange(text === '' || !Number.isFinite(number) ? undefined : number);
				}}
			/>
		</div>
	);
}
