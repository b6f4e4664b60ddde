// What is looked at: every surface of ConvLens, each brought about as a person would.
import type { Workbench } from '../host/workbench';
import { Panel } from '../ui/panel';

/** Something to see in VS Code. */
export interface Scene {
	/** On the command line and in the names of files. */
	readonly name: string;
	readonly title: string;
	/** A panel is taken alone, at several widths; a window as a whole. */
	readonly kind: 'panel' | 'window';
	/** Brings it about in a workbench without editors. */
	readonly show: (workbench: Workbench) => Promise<void>;
}

/** The panel on a file's matrices, the pass at one cell, counted from 0. */
async function convolve(workbench: Workbench, file: string, cell: number): Promise<Panel> {
	await workbench.open(file);
	await workbench.goTo(1, 1);
	await workbench.command('ConvLens: Convolve Selection');
	const panel = new Panel(workbench);
	await panel.frame.locator('header').getByText(file).first().waitFor();
	await goToCell(panel, cell);
	return panel;
}

async function goToCell(panel: Panel, cell: number): Promise<void> {
	await panel.frame.locator('.transport').waitFor();
	const slider = panel.frame.getByLabel('Output cell');
	await slider.fill(String(cell));
	await slider.blur(); // no ring around it in the picture
}

/** Shows the hover at a place by the command for it. */
async function hoverAt(workbench: Workbench, file: string, line: number, column: number, part: string): Promise<void> {
	await workbench.open(file);
	await workbench.goTo(line, column);
	await workbench.page.mouse.move(0, 0);
	await workbench.command('Show or Focus Hover');
	await workbench.page.locator('.monaco-hover .hover-contents').filter({ hasText: part }).first().waitFor();
}

/** A line of the editor, with the hints behind its text. */
async function waitForLine(workbench: Workbench, text: string): Promise<void> {
	await workbench.page.locator('.editor-group-container.active .view-line').filter({ hasText: text }).first().waitFor();
}

async function openWorksheet(workbench: Workbench, file: string, hint: string): Promise<void> {
	await workbench.open(file);
	await waitForLine(workbench, hint);
	await workbench.page.locator('.codelens-decoration a').filter({ hasText: 'Show me' }).first().waitFor();
}

async function openWalkthrough(workbench: Workbench, step: string): Promise<void> {
	await workbench.command('Welcome: Open Walkthrough...');
	await workbench.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Convolutions in the editor' }).click();
	const steps = workbench.page.locator('.getting-started-step').filter({ hasText: step });
	await steps.locator('.step-title').click();
	await steps.and(workbench.page.locator('.expanded')).waitFor();
}

export const SCENES: readonly Scene[] = [
	{ name: 'lecture', title: 'The lecture’s example: 4×4 input, 2×2 kernel, 3×3 map', kind: 'panel', show: async (workbench) => { await convolve(workbench, 'lecture.md', 5); } },
	{
		name: 'stride-padding', title: 'Stride 2 and padding 1', kind: 'panel',
		async show(workbench) {
			const panel = await convolve(workbench, 'lecture.md', 0);
			await panel.set('Stride', 2);
			await panel.set('Padding', 1);
			await goToCell(panel, 4);
		},
	},
	{
		name: 'weight', title: 'A weight under the pointer', kind: 'panel',
		async show(workbench) {
			const panel = await convolve(workbench, 'lecture.md', 5);
			await panel.part('kernel').locator('.cell').nth(1).click();
		},
	},
	{
		name: 'added-filters', title: 'Four filters: the kernel and its turns', kind: 'panel',
		async show(workbench) {
			const panel = await convolve(workbench, 'lecture.md', 4);
			await panel.set('Filters', 4);
			await panel.choose('Filter', '2');
		},
	},
	{ name: 'channels', title: 'Three channels of 28×28, 32 filters of 3×3', kind: 'panel', show: async (workbench) => { await convolve(workbench, 'filters.json', 30); } },
	{
		name: 'image', title: 'An image of three channels', kind: 'panel',
		async show(workbench) {
			await workbench.explorerMenu('picture.png', 'Convolve Image or Array…');
			await workbench.choose('Laplacian (4 neighbours)');
			const panel = new Panel(workbench);
			await panel.frame.locator('header').getByText('picture.png').waitFor();
			await goToCell(panel, 20_000);
		},
	},
	{
		name: 'pipeline', title: 'Convolution → ReLU → pooling', kind: 'panel',
		async show(workbench) {
			const panel = await convolve(workbench, 'lecture.md', 0);
			await panel.frame.getByRole('button', { name: 'Conv → ReLU → Pool' }).click();
			await goToCell(panel, 3);
		},
	},
	{
		name: 'transposed', title: 'A transposed convolution', kind: 'panel',
		async show(workbench) {
			const panel = await convolve(workbench, 'lecture.md', 0);
			await panel.addStage('transposed-convolution');
			await panel.removeStage('Convolution 2×2');
			await goToCell(panel, 9);
		},
	},
	{
		name: 'quiz', title: 'The quiz, with a wrong answer and a right one', kind: 'panel',
		async show(workbench) {
			const panel = await convolve(workbench, 'lecture.md', 0);
			await panel.frame.getByRole('button', { name: 'Quiz' }).click();
			for (const [cell, answer, mark] of [[0, '6', 'right'], [1, '7', 'wrong']] as const) {
				await panel.part('output').locator('.cell').nth(cell).dblclick();
				await panel.frame.getByLabel('Your answer').fill(answer);
				await panel.frame.getByLabel('Your answer').press('Enter');
				await panel.part('output').locator(`.cell.${mark}`).waitFor();
			}
		},
	},
	{
		name: 'export', title: 'The export menu', kind: 'panel',
		async show(workbench) {
			const panel = await convolve(workbench, 'lecture.md', 5);
			await panel.frame.locator('.menu summary').click();
		},
	},
	{
		name: 'trouble', title: 'A kernel larger than its input', kind: 'panel',
		async show(workbench) {
			const panel = await convolve(workbench, 'lecture.md', 5);
			await panel.frame.getByRole('button', { name: 'Swap input and kernel' }).click();
			await panel.trouble();
		},
	},
	{
		name: 'beside', title: 'The panel beside its document', kind: 'window',
		async show(workbench) {
			await convolve(workbench, 'lecture.md', 5);
			await workbench.page.mouse.move(0, 0);
		},
	},
	{ name: 'matrix-hover', title: 'The hover of a matrix', kind: 'window', show: async (workbench) => hoverAt(workbench, 'lecture.md', 7, 10, '(4, 4)') },
	{ name: 'layer-hover', title: 'The hover of a layer', kind: 'window', show: async (workbench) => hoverAt(workbench, 'model.py', 24, 26, 'Parameters') },
	{
		name: 'model-summary', title: 'The model summary, hints and lenses of a model', kind: 'window',
		async show(workbench) {
			await workbench.open('model.py');
			await workbench.command('Explorer: Focus on Model Summary View');
			await workbench.page.locator('.pane', { hasText: 'Model Summary' }).locator('.monaco-list-row').filter({ hasText: 'fc (Linear)' }).waitFor();
			await workbench.page.locator('.codelens-decoration a').filter({ hasText: 'input x' }).first().waitFor();
		},
	},
	{ name: 'worksheet', title: 'A worksheet with its hints and lenses', kind: 'window', show: async (workbench) => openWorksheet(workbench, 'lecture.conv', '3×3') },
	{ name: 'worksheet-hover', title: 'The hover of a map in a worksheet', kind: 'window', show: async (workbench) => hoverAt(workbench, 'lecture.conv', 13, 1, 'First cell') },
	{ name: 'network-hover', title: 'The hover of a network in a worksheet', kind: 'window', show: async (workbench) => hoverAt(workbench, 'lecture.conv', 47, 2, 'Multiply-adds') },
	{
		name: 'mistakes', title: 'A worksheet of mistakes, with its problems', kind: 'window',
		async show(workbench) {
			await workbench.open('mistakes.conv');
			await workbench.command('View: Focus Problems');
			await workbench.page.locator('.markers-panel .monaco-list-row').filter({ hasText: 'Row 2 has 2 values' }).first().waitFor();
		},
	},
	{
		name: 'completion', title: 'Completion of operations in a chain', kind: 'window',
		async show(workbench) {
			await workbench.open('lecture.conv');
			await workbench.goTo(48, 1);
			await workbench.page.keyboard.press('Control+End');
			await workbench.page.keyboard.type('\nD = input(3, 8, 8) -> co');
			await workbench.page.locator('.suggest-widget.visible .monaco-list-row').first().waitFor();
		},
	},
	{
		name: 'preview', title: 'A lecture note in the Markdown preview', kind: 'panel',
		async show(workbench) {
			await workbench.open('lecture-note.md');
			await workbench.command('Markdown: Open Preview');
			await workbench.visualizer().locator('.convlens-controls').waitFor();
		},
	},
	{
		name: 'notebook', title: 'A worksheet in a Markdown cell of a notebook', kind: 'window',
		async show(workbench) {
			await workbench.open('notebook.ipynb');
			await workbench.visualizer().locator('figure').first().waitFor();
		},
	},
	{ name: 'walkthrough-worksheet', title: 'Walkthrough: open a worksheet', kind: 'window', show: async (workbench) => openWalkthrough(workbench, 'Open a worksheet') },
	{ name: 'walkthrough-results', title: 'Walkthrough: read the results', kind: 'window', show: async (workbench) => openWalkthrough(workbench, 'Read the results as you type') },
	{ name: 'walkthrough-show', title: 'Walkthrough: watch the kernel', kind: 'window', show: async (workbench) => openWalkthrough(workbench, 'Watch the kernel slide') },
	{ name: 'walkthrough-notes', title: 'Walkthrough: lecture notes', kind: 'window', show: async (workbench) => openWalkthrough(workbench, 'Put it in your lecture notes') },
];
