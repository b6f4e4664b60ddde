// What the page begins with stands in its HTML, so that it can show the first matrices without asking for them: that saves an exchange of messages.
import type { EditorMessage } from './protocol';

export type ShowMessage = Extract<EditorMessage, { type: 'show' }>;

/** What the page knows from the start. */
export interface Opening {
	/** Strings in the reader's language, by their English. */
	readonly bundle: Readonly<Record<string, string>>;
	/** The first matrices, where they were at hand and {@link isSmall small}. */
	readonly show?: ShowMessage;
}

/** More numbers are sent after the page was loaded: a page should not wait for the text that they make. */
const MOST_NUMBERS = 4096;

/** Whether a message is small enough to be written into the page. */
export function isSmall({ input, kernel }: ShowMessage): boolean {
	return input.values.length + kernel.values.length <= MOST_NUMBERS;
}

/** Numbers go as their bytes: JSON knows neither NaN nor infinities nor −0. */
interface WrittenNumbers {
	readonly float64: string;
}

function isWrittenNumbers(value: unknown): value is WrittenNumbers {
	return typeof value === 'object' && value !== null && 'float64' in value && typeof value.float64 === 'string';
}

/** An opening, or a message of it, as text. */
export function writeOpening(opening: Opening | ShowMessage): string {
	return JSON.stringify(opening, (_, value: unknown) => {
		if (!(value instanceof Float64Array)) return value;
		const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
		return { float64: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) } satisfies WrittenNumbers;
	});
}

/** What {@link writeOpening} wrote; nothing but English where there is no text. */
export function readOpening(text: string | undefined): Opening {
	if (text === undefined) return { bundle: {} };
	return JSON.parse(text, (_, value: unknown) => {
		if (!isWrittenNumbers(value)) return value;
		return new Float64Array(Uint8Array.from(atob(value.float64), (character) => character.charCodeAt(0)).buffer);
	}) as Opening;
}
