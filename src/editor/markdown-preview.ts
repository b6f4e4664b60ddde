import { worksheetPlugin, type MarkdownIt } from '../preview/markdown-plugin';
import { localize } from './localize';

/** VS Code's built-in Markdown preview calls this with its own markdown-it. */
export function extendMarkdownIt<Markdown extends MarkdownIt>(markdown: Markdown): Markdown {
	return worksheetPlugin(markdown, localize);
}
