import type { Localize } from '../present/localize';
import { Worksheet, type EvaluatedStatement } from '../worksheet/worksheet';
import { blockFigure, type BlockMode } from './block-figure';

/** What the plugin needs of a markdown-it token. */
interface Token {
	readonly type: string;
	readonly info: string;
	readonly content: string;
}

interface Renderer {
	renderAttrs(token: Token): string;
}

type RenderRule = (tokens: readonly Token[], index: number, options: unknown, env: unknown, self: Renderer) => string;

/** What the plugin needs of markdown-it, which VS Code brings along. */
export interface MarkdownIt {
	readonly renderer: { readonly rules: Record<string, RenderRule | undefined> };
}

/** The mode of a fence for worksheets, ```conv or ```conv steps; undefined for any other fence. */
function modeOf({ type, info }: Token): BlockMode | undefined {
	const [language, ...words] = info.trim().split(/\s+/);
	if (type !== 'fence' || language?.toLowerCase() !== 'conv') return undefined;
	return words.includes('play') ? 'play' : words.includes('steps') ? 'steps' : 'figure';
}

/** Renders fenced `conv` blocks as figures; the blocks of a note build on those above them. */
export function worksheetPlugin<Markdown extends MarkdownIt>(markdown: Markdown, localize: Localize): Markdown {
	const { rules } = markdown.renderer;
	const before = rules.fence;
	const worksheet = new Worksheet();
	const notes = new WeakMap<readonly Token[], ReadonlyMap<Token, readonly EvaluatedStatement[]>>();
	const evaluate = (tokens: readonly Token[]): ReadonlyMap<Token, readonly EvaluatedStatement[]> => {
		const blocks = tokens.filter((token) => modeOf(token) !== undefined);
		const evaluated = worksheet.updateBlocks(blocks.map(({ content }) => content));
		return new Map(blocks.map((block, index) => [block, evaluated[index]!]));
	};
	rules.fence = (tokens, index, options, env, self) => {
		const token = tokens[index]!;
		const mode = modeOf(token);
		if (mode === undefined) return before?.(tokens, index, options, env, self) ?? '';
		const note = notes.get(tokens) ?? evaluate(tokens);
		notes.set(tokens, note);
		return `<figure${self.renderAttrs(token)} data-convlens>${blockFigure(note.get(token) ?? [], mode, localize)}</figure>\n`;
	};
	return markdown;
}
