import type { VNode } from 'preact';
import { Icon } from './icons';
import { useLocalize } from './localization';
import { showCount } from '../present/number';
import { SPEEDS, type Playback } from './playback';
import type { Focus } from './focus';

interface TransportProps {
	readonly focus: Focus;
	readonly playback: Playback;
	readonly goTo: (step: number) => void;
}

/** The pass in time: first, back, play, forward, last, a slider over all output cells, and the speed. */
export function Transport({ focus, playback, goTo }: TransportProps): VNode {
	const localize = useLocalize();
	const { step, steps, position } = focus;
	const button = (icon: Parameters<typeof Icon>[0]['name'], label: string, onClick: () => void, disabled = false): VNode => (
		<button class="bare" type="button" title={label} aria-label={label} onClick={onClick} disabled={disabled}><Icon name={icon} /></button>
	);
	const slice = focus.volume === undefined || focus.volume.outputSlices === 1 ? '' : `${localize('slice {number} of {count}', { number: focus.volume.outputSlice + 1, count: focus.volume.outputSlices })} · `;
	const isRow = focus.lattice.output.rows === 1 && focus.lattice.rows === 1;
	const place = slice + localize(isRow ? 'cell {number} of {count}' : 'cell {number} of {count} · row {row}, column {column}', { number: showCount(step + 1), count: showCount(steps), row: position.row + 1, column: position.column + 1 });
	return (
		<div class="transport" role="group" aria-label={localize('Steps')}>
			{button('first', localize('First (Home)'), () => goTo(0), step === 0)}
			{button('back', localize('Back (Left Arrow)'), () => goTo(step - 1), step === 0)}
			<button
				class="play"
				type="button"
				title={playback.playing ? localize('Pause (Space)') : localize('Play (Space)')}
				aria-label={playback.playing ? localize('Pause (Space)') : localize('Play (Space)')}
				onClick={() => (playback.playing ? playback.pause() : playback.play())}
			>
				<Icon name={playback.playing ? 'pause' : 'play'} />
			</button>
			{button('forward', localize('Forward (Right Arrow)'), () => goTo(step + 1), step === steps - 1)}
			{button('last', localize('Last (End)'), () => goTo(steps - 1), step === steps - 1)}
			<input
				type="range"
				min={1}
				max={steps}
				value={step + 1}
				aria-label={localize('Output cell')}
				aria-valuetext={place}
				onInput={(event) => goTo(Number(event.currentTarget.value) - 1)}
			/>
			<span class="pace">
				<span class="place">{place}</span>
				<select aria-label={localize('Speed')} value={String(playback.speed)} onChange={(event) => playback.setSpeed(Number(event.currentTarget.value))}>
					{SPEEDS.map((speed) => <option key={speed} value={String(speed)}>{speed}×</option>)}
				</select>
			</span>
		</div>
	);
}
