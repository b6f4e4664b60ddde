// Adds worksheets to the Markdown cells of notebooks, which VS Code renders in a page of their own.
import styles from './figure.css';
import { localizeWith } from '../present/localize';
import { worksheetPlugin, type MarkdownIt } from './markdown-plugin';

/** What VS Code gives to a renderer that extends another. */
interface RendererContext {
	getRenderer(id: string): Promise<{ extendMarkdownIt(extend: (markdown: MarkdownIt) => unknown): void } | undefined>;
}

/** VS Code calls this when the first Markdown cell shows. */
export async function activate(context: RendererContext): Promise<void> {
	const renderer = await context.getRenderer('vscode.markdown-it-renderer');
	// Cells live in shadow roots: what stands in a template of this class is copied into each of them.
	const template = document.createElement('template');
	template.classList.add('markdown-style');
	const style = document.createElement('style');
	style.textContent = styles;
	template.content.append(style);
	document.head.append(template);
	renderer?.extendMarkdownIt((markdown) => worksheetPlugin(markdown, localizeWith()));
}
