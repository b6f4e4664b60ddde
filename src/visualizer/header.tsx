import type { VNode } from 'preact';
import { shapeText } from '../engine/tensor';
import { Icon } from './icons';
import { useLocalize } from './localization';
import type { Role, ShownLayer, SourceMatrix } from './protocol';

interface HeaderProps {
	readonly input: SourceMatrix;
	readonly kernel: SourceMatrix;
	readonly layer: ShownLayer | undefined;
	readonly reveal: (role: Role) => void;
	readonly swap: () => void;
	readonly undo: (() => void) | undefined;
	readonly redo: (() => void) | undefined;
	readonly reset: () => void;
	/** Why there is none, where there is none. */
	readonly quiz: { readonly on: boolean; readonly refusal: string | undefined; toggle(): void };
	readonly exportMenu: VNode | null;
}

/** Which matrices are shown and where they are written, and what can be done with the panel as a whole. */
export function Header({ input, kernel, layer, reveal, swap, undo, redo, reset, quiz, exportMenu }: HeaderProps): VNode {
	const localize = useLocalize();
	return (
		<header>
			{layer === undefined ? (
				<>
					{chip('input', localize('input'), input)}
					{button('swap', localize('Swap input and kernel'), swap)}
					{chip('kernel', localize('kernel'), kernel)}
				</>
			) : chip('input', localize('layer'), { ...input, ...layer })}
			<span class="actions">
				{button('undo', localize('Undo (Ctrl+Z)'), undo)}
				{button('redo', localize('Redo (Ctrl+Shift+Z)'), redo)}
				<button type="button" onClick={reset}>{localize('Reset')}</button>
				<button type="button" aria-pressed={quiz.on} class={quiz.on ? 'pressed' : ''} title={quiz.refusal ?? localize('Hide the map and fill it in yourself')} disabled={quiz.refusal !== undefined} onClick={() => quiz.toggle()}>{localize('Quiz')}</button>
				{exportMenu}
			</span>
		</header>
	);

	function button(icon: Parameters<typeof Icon>[0]['name'], label: string, onClick: (() => void) | undefined): VNode {
		return <button class="bare" type="button" title={label} aria-label={label} disabled={onClick === undefined} onClick={onClick}><Icon name={icon} /></button>;
	}

	function chip(role: Role, word: string, { name, place, shape }: SourceMatrix): VNode {
		const where = place === undefined ? '' : `${place.file}:${place.line}`;
		const text = <>{word} <b>{name ?? shapeText(shape)}</b> {where}</>;
		return place === undefined
			? <span class="chip">{text}</span>
			: <button class="chip" type="button" title={localize('Show where it is written')} onClick={() => reveal(role)}>{text}</button>;
	}
}
