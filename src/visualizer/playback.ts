import { useEffect, useRef, useState } from 'preact/hooks';

/** How fast a pass goes: multiples of the normal pace. */
export const SPEEDS = [0.25, 0.5, 1, 2, 4, 8] as const;

const STEP_MILLISECONDS = 700;
const LONGEST_PASS_MILLISECONDS = 20_000;

/** Whether the reader asked for less motion, in VS Code or in the system. */
export function prefersReducedMotion(): boolean {
	return document.body.classList.contains('vscode-reduce-motion') || window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** A running or resting pass over the output cells. */
export interface Playback {
	readonly playing: boolean;
	readonly speed: number;
	play(): void;
	pause(): void;
	setSpeed(speed: number): void;
}

/**
 * Steps through `steps` cells while playing, and rests at the last one. Long passes go faster, so that none takes
 * more than 20 seconds at normal speed.
 */
export function usePlayback(step: number, steps: number, goTo: (step: number) => void): Playback {
	const [playing, setPlaying] = useState(false);
	const [speed, setSpeed] = useState<number>(1);
	const current = useRef({ step, goTo });
	current.current = { step, goTo };
	const frame = useRef(0);
	const last = steps - 1;
	useEffect(() => {
		if (!playing) return;
		const pace = Math.min(STEP_MILLISECONDS, LONGEST_PASS_MILLISECONDS / steps) / speed;
		let previous: number | undefined;
		let due = 0;
		frame.current = requestAnimationFrame(function advance(now) {
			due += previous === undefined ? 0 : (now - previous) / pace;
			previous = now;
			const whole = Math.floor(due);
			due -= whole;
			const next = Math.min(last, current.current.step + whole);
			if (whole > 0) current.current.goTo(next);
			if (next >= last) setPlaying(false);
			else frame.current = requestAnimationFrame(advance);
		});
		return () => cancelAnimationFrame(frame.current);
	}, [playing, speed, steps]);
	return {
		playing,
		speed,
		play() {
			if (step >= last) goTo(0);
			setPlaying(true);
		},
		pause() {
			cancelAnimationFrame(frame.current); // at once: a step that is due must not undo what the person just did
			setPlaying(false);
		},
		setSpeed,
	};
}
