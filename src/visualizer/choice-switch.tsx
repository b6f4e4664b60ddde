import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import { cardAfter } from './card-positions';

interface ChoiceSwitchProps<Value extends string> {
	readonly label: string;
	readonly value: Value;
	readonly options: ReadonlyArray<readonly [value: Value, text: string]>;
	readonly onChange: (value: Value) => void;
}

/** One of two or three ways, all of them in view. */
export function ChoiceSwitch<Value extends string>({ label, value, options, onChange }: ChoiceSwitchProps<Value>): VNode {
	const group = useRef<HTMLDivElement>(null);
	return (
		<div
			class="switch" role="radiogroup" aria-label={label} ref={group}
			onKeyDown={(event) => {
				const next = cardAfter(event.key, options.findIndex(([each]) => each === value), options.length);
				if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
				event.preventDefault();
				event.stopPropagation();
				onChange(options[next]![0]);
				group.current?.querySelectorAll<HTMLElement>('[role="radio"]')[next]?.focus();
			}}
		>
			{options.map(([each, text]) => (
				<button key={each} type="button" role="radio" aria-checked={each === value} tabIndex={each === value ? 0 : -1} onClick={() => onChange(each)}>{text}</button>
			))}
		</div>
	);
}
