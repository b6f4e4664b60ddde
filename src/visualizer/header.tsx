import type { VNode } from 'preact';
import { shapeText } from '../engine/tensor';
import { Icon } from './icons';
import { useLocalize } from './localization';
import type { Role, SourceMatrix } from './protocol';

interface HeaderProps {
	readonly input: SourceMatrix;
	readonly kernel: SourceMatrix;
	readonly reveal: (role: Role) => void;
	readonly swap: () => void;
}

/** Which matrices are shown and where they are written. */
export function Header({ input, kernel, reveal, swap }: HeaderProps): VNode {
	const localize = useLocalize();
	return (
		<header>
			{chip('input', localize('input'), input)}
			<button class="bare" type="button" title={localize('Swap input and kernel')} aria-label={localize('Swap input and kernel')} onClick={swap}><Icon name="swap" /></button>
			{chip('kernel', localize('kernel'), kernel)}
		</header>
	);

	function chip(role: Role, word: string, { name, place, shape }: SourceMatrix): VNode {
		const where = place === undefined ? '' : `${place.file}:${place.line}`;
		const text = <>{word} <b>{name ?? shapeText(shape)}</b> {where}</>;
		return place === undefined
			? <span class="chip">{text}</span>
			: <button class="chip" type="button" title={localize('Show where it is written')} onClick={() => reveal(role)}>{text}</button>;
	}
}
