// The preview's script: turns the steps of `conv play` blocks into an animation that can be stepped.
import './figure.css';

const STEP_MILLISECONDS = 900;

/** One animation, over the steps that are in the page anyway. */
class Player {
	readonly #steps: readonly HTMLElement[];
	readonly #count = document.createElement('span');
	readonly #toggle = document.createElement('button');
	readonly #controls = document.createElement('div');
	#at = 0;
	#timer: number | undefined;

	constructor(private readonly list: HTMLElement) {
		this.#steps = Array.from(list.children).filter((child) => child instanceof HTMLElement);
		list.dataset.playing = '';
		this.#controls.className = 'convlens-controls';
		this.#count.setAttribute('aria-live', 'polite');
		this.#toggle.type = 'button';
		this.#toggle.addEventListener('click', () => (this.#timer === undefined ? this.#play() : this.#pause()));
		this.#controls.append(this.#button('‹', list.dataset.previous, -1), this.#toggle, this.#button('›', list.dataset.next, 1), this.#count);
		list.before(this.#controls);
		this.#pause();
		this.#show(0);
	}

	#button(text: string, label: string | undefined, by: number): HTMLButtonElement {
		const button = document.createElement('button');
		button.type = 'button';
		button.textContent = text;
		button.setAttribute('aria-label', label ?? text);
		button.addEventListener('click', () => {
			this.#pause();
			this.#show(this.#at + by);
		});
		return button;
	}

	#show(at: number): void {
		this.#at = (at + this.#steps.length) % this.#steps.length;
		this.#steps.forEach((step, index) => { step.hidden = index !== this.#at; });
		this.#count.textContent = `${this.#at + 1} / ${this.#steps.length}`;
	}

	#play(): void {
		this.#timer = window.setInterval(() => (this.#controls.isConnected ? this.#show(this.#at + 1) : this.#pause()), STEP_MILLISECONDS);
		this.#toggle.textContent = this.list.dataset.pause ?? 'Pause';
	}

	#pause(): void {
		window.clearInterval(this.#timer);
		this.#timer = undefined;
		this.#toggle.textContent = this.list.dataset.play ?? 'Play';
	}
}

function startPlayers(): void {
	for (const list of document.querySelectorAll<HTMLElement>('ol[data-convlens-play]:not([data-playing])')) if (list.childElementCount > 0) new Player(list);
}

// The preview replaces parts of its page after every edit, and says so; an edit takes the buttons away with them.
window.addEventListener('vscode.markdown.updateContent', startPlayers);
// Its first content arrives before or after this script, unannounced.
new MutationObserver(startPlayers).observe(document.body, { childList: true });
startPlayers();
