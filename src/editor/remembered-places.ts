import type { SourcePair, SourceReference } from '../visualizer/protocol';

/** The text of a document that is open, by its address. */
type TextOf = (uri: string) => string | undefined;

function documentsOf({ input, kernel }: SourcePair): readonly string[] {
	return [input, kernel].flatMap((reference: SourceReference) => (reference.kind === 'document' ? [reference.uri] : []));
}

/** Longer texts are not kept for this. */
const LONGEST_TEXT = 1_000_000;

/**
 * Where two sources stood when they could last be read, and in which texts. What is deleted leaves no place behind that could be followed; an
 * undo brings back the very text, and with it the place.
 */
export class RememberedPlaces {
	#sources: SourcePair | undefined;
	#texts: ReadonlyMap<string, string> = new Map();

	/** Keeps where sources that were just read stand. */
	remember(sources: SourcePair, textOf: TextOf): void {
		const texts = documentsOf(sources).flatMap((uri): ReadonlyArray<readonly [string, string]> => {
			const text = textOf(uri);
			return text === undefined || text.length > LONGEST_TEXT ? [] : [[uri, text]];
		});
		this.#sources = sources;
		this.#texts = new Map(texts);
	}

	/** The places that are right again, as the documents hold the same texts as then; undefined where they do not. */
	recall(textOf: TextOf): SourcePair | undefined {
		const sources = this.#sources;
		if (sources === undefined || this.#texts.size === 0) return undefined;
		return documentsOf(sources).every((uri) => this.#texts.has(uri) && this.#texts.get(uri) === textOf(uri)) ? sources : undefined;
	}
}
